using System.Text;
using System.Text.Json;
using Accelerated.Inference.OnnxRuntime.Models;

namespace Accelerated.Inference.OnnxRuntime.Text;

/// <summary>What is done to a text before it is cut.</summary>
internal delegate string TextStep(string text, TextPosition position);

/// <summary>Reads the normalizer of a tokenizer.json.</summary>
internal static class NormalizerJson
{
    /// <summary>The step; nothing is done where there is none.</summary>
    /// <exception cref="NotSupportedException">A kind is not known.</exception>
    public static TextStep Read(JsonElement? normalizer) => normalizer is not { } json ? (text, _) => text : json.Text("type") switch
    {
        "Sequence" => Sequence([.. json.GetProperty("normalizers").EnumerateArray().Select(item => Read(item))]),
        "NFC" => (text, _) => UnicodeForm.Of(text, NormalizationForm.FormC),
        "NFD" => (text, _) => UnicodeForm.Of(text, NormalizationForm.FormD),
        "NFKC" => (text, _) => UnicodeForm.Of(text, NormalizationForm.FormKC),
        "NFKD" => (text, _) => UnicodeForm.Of(text, NormalizationForm.FormKD),
        "Lowercase" => (text, _) => BertText.Lower(text),
        "StripAccents" => (text, _) => BertText.WithoutAccents(text),
        "Strip" => Strip(json.Flag("strip_left"), json.Flag("strip_right")),
        "Replace" => Replace(json),
        "Prepend" => Prepend(json.Text("prepend") ?? ""),
        "ByteLevel" => (text, _) => ByteAlphabet.Write(text),
        "BertNormalizer" => BertText.Step(
            json.Flag("clean_text", true),
            json.Flag("handle_chinese_chars", true),
            json.Get("strip_accents")?.GetBoolean() ?? json.Flag("lowercase", true),
            json.Flag("lowercase", true)),
        "Precompiled" => CharacterMap.Step(Convert.FromBase64String(json.Text("precompiled_charsmap") ?? "")),
        var kind => throw new NotSupportedException($"its normalizer '{kind}' is not known"),
    };

    private static TextStep Sequence(TextStep[] steps) => (text, position) =>
    {
        foreach (var step in steps)
        {
            text = step(text, position);
        }

        return text;
    };

    private static TextStep Strip(bool left, bool right) => (text, _) =>
    {
        text = left ? text.TrimStart() : text;
        return right ? text.TrimEnd() : text;
    };

    private static TextStep Prepend(string prefix) =>
        (text, position) => text.Length > 0 && position != TextPosition.Continuation ? prefix + text : text;

    private static TextStep Replace(JsonElement json)
    {
        var content = json.Text("content") ?? "";
        if (json.GetProperty("pattern").Text("String") is { Length: > 0 } literal)
        {
            return (text, _) => text.Replace(literal, content, StringComparison.Ordinal);
        }

        var pattern = PreTokenizerJson.Pattern(json);
        return (text, _) => string.Concat(pattern.Find(text).Select(part => part.IsMatch ? content : text[part.Start..part.End]));
    }
}
