using System.Globalization;
using Microsoft.ML.Tokenizers;

namespace Accelerated.Inference;

/// <summary>Finds a model's tokenizer and sees that the two belong together.</summary>
internal static class TokenizerFile
{
    public static ITextCodec Open(OnnxModelOptions options)
    {
        var path = options.TokenizerPath ?? new ModelFolder(options.ModelPath).Find("spm.model", "tokenizer.model");
        var file = SentencePieceFile.Read(path ?? Path.ChangeExtension(Path.GetFullPath(options.ModelPath), ".spm.model"));
        if (file.IsPlainBytePair)
        {
            return new SentencePieceBytePairs(file);
        }

        try
        {
            return new LibraryCodec(
                ModelFile.Read(file.Path, "Tokenizer file", stream => SentencePieceTokenizer.Create(stream, addBeginningOfSentence: false, addEndOfSentence: false)), file);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException or InvalidOperationException)
        {
            throw new ModelException($"Tokenizer file '{file.Path}' cannot be used: {exception.Message} Give a SentencePiece model of type BPE or unigram.", file.Path, exception);
        }
    }

    /// <summary>The vocabulary of a model.</summary>
    /// <param name="codec">Its tokenizer.</param>
    /// <param name="tokenizer">What the files beside that say.</param>
    /// <param name="configuration">What the files beside the model say.</param>
    /// <param name="model">The model; its logits may be padded beyond the tokenizer, not fall short of it.</param>
    /// <param name="isCallers">Whether the caller brought the tokenizer, so that no file says whether a start token belongs to it.</param>
    /// <exception cref="ModelException">The tokenizer has more tokens than the model.</exception>
    public static ModelVocabulary Vocabulary(ITextCodec codec, TokenizerConfiguration tokenizer, ModelConfiguration configuration, DecoderModel model, bool isCallers)
    {
        if (codec.Size > model.VocabularySize)
        {
            throw new ModelException(
                string.Create(CultureInfo.InvariantCulture, $"The tokenizer has {codec.Size:N0} tokens, the logits of '{model.Path}' have {model.VocabularySize:N0}: they do not belong together. Give the model's own tokenizer."), model.Path);
        }

        var added = tokenizer.AddedTokens(codec);
        var named = tokenizer.StartName is { } name ? added.FirstOrDefault(token => token.Name == name)?.Id ?? codec.Find(name) : null;
        var start = named ?? configuration.StartToken ?? codec.StartToken;
        var adds = tokenizer.AddsStartToken ?? codec.AddsStartToken ?? isCallers;
        return new ModelVocabulary(codec, added, model.VocabularySize, adds ? start : null);
    }
}
