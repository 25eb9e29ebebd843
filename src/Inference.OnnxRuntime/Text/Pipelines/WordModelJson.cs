using System.Text.Json;
using Accelerated.Inference.OnnxRuntime.Models;

namespace Accelerated.Inference.OnnxRuntime.Text;

/// <summary>Reads the model of a tokenizer.json.</summary>
internal static class WordModelJson
{
    /// <summary>Ids by name.</summary>
    public static Dictionary<string, int> Vocabulary(JsonElement model)
    {
        var vocabulary = new Dictionary<string, int>(StringComparer.Ordinal);
        if (model.GetProperty("vocab") is { ValueKind: JsonValueKind.Array } pieces)
        {
            foreach (var piece in pieces.EnumerateArray())
            {
                vocabulary.TryAdd(piece[0].GetString()!, vocabulary.Count);
            }
        }
        else
        {
            foreach (var token in model.GetProperty("vocab").EnumerateObject())
            {
                vocabulary[token.Name] = token.Value.TokenId();
            }
        }

        return vocabulary;
    }

    /// <summary>The model.</summary>
    /// <param name="model">What the file says.</param>
    /// <param name="vocabulary">Its ids by name.</param>
    /// <param name="hidden">Ids that no text produces.</param>
    /// <exception cref="NotSupportedException">Its kind is not known.</exception>
    public static IWordModel Read(JsonElement model, Dictionary<string, int> vocabulary, IReadOnlySet<int> hidden)
    {
        var unknown = model.Text("unk_token") is { } name && vocabulary.TryGetValue(name, out var id) ? id : (int?)null;
        switch (model.Text("type") ?? Guess(model))
        {
            case "BPE":
                return new BytePairs(vocabulary, hidden, Merges(model.GetProperty("merges")), new BytePairOptions
                {
                    Unknown = unknown,
                    JoinsUnknown = model.Flag("fuse_unk"),
                    Bytes = model.Flag("byte_fallback") ? Bytes(vocabulary) : null,
                    TakesWholeWords = model.Flag("ignore_merges"),
                    InnerPrefix = model.Text("continuing_subword_prefix") ?? "",
                    EndSuffix = model.Text("end_of_word_suffix") ?? "",
                });
            case "Unigram":
                var pieces = model.GetProperty("vocab").EnumerateArray()
                    .Select((piece, at) => (Text: piece[0].GetString()!, Score: piece[1].GetDouble(), Id: at))
                    .Where(piece => !hidden.Contains(piece.Id));
                var none = model.Get("unk_id")?.GetInt32() ?? throw new NotSupportedException("its unigram model has no unk_id");
                return new UnigramPieces(pieces, none, model.Flag("byte_fallback") ? Bytes(vocabulary) : null);
            case "WordPiece":
                var names = new string?[1 + vocabulary.Values.Max()];
                foreach (var (text, at) in vocabulary)
                {
                    names[at] = hidden.Contains(at) && at != unknown ? null : text;
                }

                return new WordPieces(
                    names,
                    model.Text("unk_token") ?? "[UNK]",
                    model.Text("continuing_subword_prefix") ?? "##",
                    model.Get("max_input_chars_per_word")?.GetInt32() ?? 100);
            case "WordLevel":
                return new WholeWords(
                    vocabulary.Where(token => !hidden.Contains(token.Value)).ToDictionary(StringComparer.Ordinal),
                    unknown ?? throw new NotSupportedException("its word model has no unk_token"));
            case var kind:
                throw new NotSupportedException($"its model '{kind}' is not known");
        }
    }

    /// <summary>The pairs of a list of merges: two names each, or one text with a space between them.</summary>
    public static IEnumerable<(string Left, string Right)> Merges(JsonElement merges) => merges.EnumerateArray().Select(merge =>
        merge.ValueKind == JsonValueKind.Array ? (merge[0].GetString()!, merge[1].GetString()!) : Merge(merge.GetString()!));

    /// <summary>The pair of a merge as one text.</summary>
    public static (string Left, string Right) Merge(string merge) => merge.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space
        ? (merge[..space], merge[(space + 1)..])
        : throw new NotSupportedException($"its merge '{merge}' is not a pair");

    // Files of the first versions do not name the model.
    private static string Guess(JsonElement model) =>
        model.Get("merges") is not null ? "BPE"
        : model.Get("unk_id") is not null ? "Unigram"
        : model.Get("continuing_subword_prefix") is not null ? "WordPiece"
        : "WordLevel";

    private static int[]? Bytes(Dictionary<string, int> vocabulary)
    {
        var bytes = new int[256];
        for (var value = 0; value < 256; value++)
        {
            if (!vocabulary.TryGetValue($"<0x{value:X2}>", out bytes[value]))
            {
                return null; // as the original does where one is missing
            }
        }

        return bytes;
    }
}
