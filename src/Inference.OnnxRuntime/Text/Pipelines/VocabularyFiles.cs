using Accelerated.Inference.OnnxRuntime.Models;

namespace Accelerated.Inference.OnnxRuntime.Text;

/// <summary>
/// Reads a byte-level vocabulary that lies in vocab.json and merges.txt alone, as GPT-2's and Qwen's do. How words are cut is told by the
/// tokenizer_class of tokenizer_config.json or the model_type of config.json; where neither is there, a vocabulary as large as Qwen's is
/// taken for Qwen's, and others for GPT-2's.
/// </summary>
internal static class VocabularyFiles
{
    private const int QwenVocabulary = 151_643;

    private const string QwenWords =
        @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    private static readonly string[] Gpt2Classes =
        ["GPT2", "CodeGen", "Roberta", "Bart", "Whisper", "GPTNeo", "Phi", "OPT", "Blenderbot", "Longformer", "LED"];

    /// <summary>The tokenizer of a vocabulary and the merges beside it.</summary>
    /// <exception cref="ModelException">A file is missing or damaged, or it is not known how words are cut.</exception>
    public static ITextCodec Read(string path, ModelFolder folder)
    {
        var vocabulary = JsonFile.Read(
            path,
            "Tokenizer file",
            root => root.EnumerateObject().ToDictionary(token => token.Name, token => token.Value.TokenId(), StringComparer.Ordinal));
        if (vocabulary.Count == 0)
        {
            throw new ModelException($"Tokenizer file '{path}' has no tokens. Fetch it again.", path);
        }

        var mergePath = Path.Combine(
            Path.GetDirectoryName(path)!, Path.GetFileName(path).Replace("vocab.json", "merges.txt", StringComparison.Ordinal));
        if (!File.Exists(mergePath))
        {
            throw new ModelException(
                $"Tokenizer file '{path}' has no merges.txt beside it. Fetch it too, or the model's tokenizer.json.", path);
        }

        var lines = ModelFile.Read(mergePath, "Tokenizer file", stream => new StreamReader(stream).ReadToEnd()).Split('\n');
        var isQwen = IsQwen(vocabulary.Count, folder, path);
        try
        {
            (string Left, string Right)[] merges =
            [
                .. lines.Select(line => line.TrimEnd('\r'))
                    .Where((line, i) => line.Length > 0 && !(i == 0 && line.StartsWith("#version", StringComparison.Ordinal)))
                    .Select(WordModelJson.Merge),
            ];
            var made = merges.Select(merge => merge.Left + merge.Right).ToHashSet(StringComparer.Ordinal);
            var named = vocabulary.Where(token =>
                token.Key.StartsWith("<|", StringComparison.Ordinal)
                    && token.Key.EndsWith("|>", StringComparison.Ordinal) && !made.Contains(token.Key));
            var words = new SplitPattern(isQwen ? QwenWords : PreTokenizerJson.Gpt2Words);
            return new PipelineCodec(
                vocabulary,
                isQwen ? (text, _) => UnicodeForm.Of(text, System.Text.NormalizationForm.FormC) : (text, _) => text,
                PreTokenizerJson.ByteLevel(addsSpace: false, words),
                new BytePairs(vocabulary, new HashSet<int>(), merges, new BytePairOptions()),
                ByteAlphabet.Read)
            {
                AddedTokens = [.. named.Select(token => new AddedToken(token.Value, token.Key, IsSpecial: true))],
                AddsStartToken = false,
            };
        }
        catch (NotSupportedException exception)
        {
            throw new ModelException(
                $"Tokenizer file '{mergePath}' cannot be used: {exception.Message}. Fetch it again, or the model's tokenizer.json.",
                mergePath,
                exception);
        }
    }

    private static bool IsQwen(int size, ModelFolder folder, string path)
    {
        var kind = Kind(folder, "tokenizer_config.json", "tokenizer_class") ?? Kind(folder, "config.json", "model_type");
        if (kind is null)
        {
            return size >= QwenVocabulary;
        }

        var isQwen = kind.StartsWith("Qwen", StringComparison.OrdinalIgnoreCase);
        return isQwen || Gpt2Classes.Any(name => kind.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            ? isQwen
            : throw new ModelException(
                $"Tokenizer file '{path}' cannot be used: how a '{kind}' cuts words is not known. Put the model's tokenizer.json beside " +
                "it.",
                path);
    }

    private static string? Kind(ModelFolder folder, string file, string name) =>
        folder.Find(file) is { } path ? JsonFile.Read(path, "Configuration", root => root.Text(name)) : null;
}
