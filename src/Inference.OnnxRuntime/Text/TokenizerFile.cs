using System.Globalization;
using Accelerated.Inference.OnnxRuntime.Models;

namespace Accelerated.Inference.OnnxRuntime.Text;

/// <summary>Finds a model's tokenizer and sees that the two belong together.</summary>
internal static class TokenizerFile
{
    /// <summary>The tokenizer that is named, or the one beside the model.</summary>
    /// <param name="modelPath">The model's file.</param>
    /// <param name="tokenizerPath">The tokenizer's file; null for the one beside the model.</param>
    /// <param name="special">Names of tokens that no text produces, whatever the tokenizer itself says of them.</param>
    /// <exception cref="ModelException">There is no tokenizer, or it cannot be used.</exception>
    public static ITextCodec Open(string modelPath, string? tokenizerPath, IReadOnlySet<string> special)
    {
        var folder = new ModelFolder(modelPath);
        var path = tokenizerPath ?? folder.Find("spm.model", "tokenizer.json", "tokenizer.model", "spiece.model", "vocab.json");
        if (path is null)
        {
            throw new ModelException(
                $"There is no tokenizer beside '{modelPath}': neither tokenizer.json, nor vocab.json with merges.txt, nor a " +
                "SentencePiece model (tokenizer.model). Put it there, or set OnnxOptions.TokenizerPath.",
                modelPath);
        }

        if (!File.Exists(path))
        {
            throw new ModelException(
                $"Tokenizer file '{path}' does not exist. Put the tokenizer beside the ONNX model, or give its path.", path);
        }

        return path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            ? TokenizerJson.Read(path, special) ?? VocabularyFiles.Read(path, folder)
            : SentencePieceCodec.Open(path, special);
    }

    /// <summary>The vocabulary of a model.</summary>
    /// <param name="codec">Its tokenizer.</param>
    /// <param name="tokenizer">What the files beside that say.</param>
    /// <param name="configuration">What the files beside the model say.</param>
    /// <param name="model">The model; its logits may be padded beyond the tokenizer, not fall short of it.</param>
    /// <param name="isCallers">Whether the caller brought the tokenizer, so that no file says whether a start token belongs to it.</param>
    /// <exception cref="ModelException">The tokenizer has more tokens than the model.</exception>
    public static ModelVocabulary Vocabulary(
        ITextCodec codec, TokenizerConfiguration tokenizer, ModelConfiguration configuration, DecoderModel model, bool isCallers)
    {
        if (codec.Size > model.VocabularySize)
        {
            var message = string.Create(
                CultureInfo.InvariantCulture,
                $"The tokenizer has {codec.Size:N0} tokens, the logits of '{model.Path}' have {model.VocabularySize:N0}: ");
            throw new ModelException(message + "they do not belong together. Give the model's own tokenizer.", model.Path);
        }

        var added = tokenizer.AddedTokens(codec);
        var named = tokenizer.StartName is { } name ? added.FirstOrDefault(token => token.Name == name)?.Id ?? codec.Find(name) : null;
        var start = named ?? codec.StartToken ?? configuration.StartToken;
        var adds = tokenizer.AddsStartToken ?? codec.AddsStartToken ?? isCallers;
        return new ModelVocabulary(codec, added, model.VocabularySize, adds ? start : null);
    }
}
