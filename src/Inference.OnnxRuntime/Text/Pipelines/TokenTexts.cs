using System.Globalization;
using System.Text;
using System.Text.Json;
using Accelerated.Inference.OnnxRuntime.Models;

namespace Accelerated.Inference.OnnxRuntime.Text;

/// <summary>The bytes that a token's name stands for.</summary>
internal delegate byte[] TokenText(string name);

/// <summary>
/// Reads the decoder of a tokenizer.json as what each token alone stands for, so that answers can be read as they come. What decoders take
/// away at the beginning of a whole text, such as its first space, stays.
/// </summary>
internal static class TokenTexts
{
    private static readonly string[] Closing = [".", "?", "!", ",", "n't", "'m", "'s", "'ve", "'re"];

    /// <summary>The bytes of names.</summary>
    /// <exception cref="NotSupportedException">A kind is not known.</exception>
    public static TokenText Read(JsonElement? decoder)
    {
        if (decoder is not { } json)
        {
            return name => Encoding.UTF8.GetBytes(" " + name); // tokens without a decoder are words
        }

        JsonElement[] parts = json.Text("type") == "Sequence" ? [.. json.GetProperty("decoders").EnumerateArray()] : [json];
        var steps = parts.Select(Step).OfType<Func<string, string>>().ToArray();
        var kinds = parts.Select(part => part.Text("type")).ToArray();
        return name =>
        {
            if (kinds.Contains("ByteFallback") && Byte(name) is { } value)
            {
                return [value];
            }

            var text = steps.Aggregate(name, (current, step) => step(current));
            return kinds.Contains("ByteLevel") ? ByteAlphabet.Read(text) : Encoding.UTF8.GetBytes(text);
        };
    }

    /// <summary>The byte that a name such as <c>&lt;0x0A&gt;</c> stands for; null for other names.</summary>
    public static byte? Byte(string name) =>
        name.Length == 6 && name.StartsWith("<0x", StringComparison.Ordinal) && name[5] == '>'
        && byte.TryParse(name.AsSpan(3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static Func<string, string>? Step(JsonElement json)
    {
        switch (json.Text("type"))
        {
            case "ByteLevel" or "ByteFallback" or "Fuse" or "Strip":
                return null;
            case "Metaspace":
                var marker = json.Text("replacement") ?? "\u2581";
                return name => name.Replace(marker, " ", StringComparison.Ordinal);
            case "Replace" when json.GetProperty("pattern").Text("String") is { Length: > 0 } pattern:
                var content = json.Text("content") ?? "";
                return name => name.Replace(pattern, content, StringComparison.Ordinal);
            case "WordPiece":
                var (prefix, cleans) = (json.Text("prefix") ?? "##", json.Flag("cleanup", true));
                return name => name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..]
                    : cleans && Closing.Contains(name) ? name
                    : " " + name;
            case "BPEDecoder":
                var suffix = json.Text("suffix") ?? "</w>";
                return name => name.Replace(suffix, " ", StringComparison.Ordinal);
            case var kind:
                throw new NotSupportedException($"its decoder '{kind}' is not known");
        }
    }
}
