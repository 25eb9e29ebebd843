using System.Globalization;
using Microsoft.ML.Tokenizers;

namespace Accelerated.Inference;

/// <summary>Finds a model's tokenizer and sees that the two belong together.</summary>
internal static class TokenizerFile
{
    // Exports pad the vocabulary up to a multiple of some power of two.
    private const int Padding = 256;

    public static ITextCodec Open(OnnxModelOptions options)
    {
        var file = SentencePieceFile.Read(options.TokenizerPath ?? Beside(options.ModelPath));
        if (file.IsPlainBytePair)
        {
            return new SentencePieceBytePairs(file);
        }

        try
        {
            return new LibraryCodec(ModelFile.Read(
                file.Path, "Tokenizer file", stream => SentencePieceTokenizer.Create(stream, addBeginningOfSentence: false, addEndOfSentence: false)));
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException or InvalidOperationException)
        {
            throw new ModelException($"Tokenizer file '{file.Path}' cannot be used: {exception.Message} Give a SentencePiece model of type BPE or unigram.", file.Path, exception);
        }
    }

    public static void RequireMatch(ITextCodec codec, DecoderModel model)
    {
        if (codec.VocabularySize is { } tokens && (tokens > model.VocabularySize || model.VocabularySize >= tokens + Padding))
        {
            throw new ModelException(
                string.Create(CultureInfo.InvariantCulture, $"The tokenizer has {tokens:N0} tokens, the logits of '{model.Path}' have {model.VocabularySize:N0}: they do not belong together. Give the model's own tokenizer."), model.Path);
        }
    }

    private static string Beside(string modelPath)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(modelPath))!;
        string[] names = [Path.GetFileNameWithoutExtension(modelPath) + ".spm.model", "tokenizer.model", Path.Combine("..", "tokenizer.model")];
        return names.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists) ?? Path.Combine(folder, names[0]);
    }
}
