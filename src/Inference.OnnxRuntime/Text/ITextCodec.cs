namespace Accelerated.Inference;

/// <summary>Text to the model's token ids and back.</summary>
internal interface ITextCodec
{
    /// <summary>Number of token ids; null where the tokenizer does not tell.</summary>
    int? VocabularySize { get; }

    int? StartToken { get; }

    int? EndToken { get; }

    /// <summary>The ids of a prompt, without the start token.</summary>
    IReadOnlyList<int> Encode(string prompt);

    /// <summary>The ids of a text that follows <paramref name="prompt"/>.</summary>
    IReadOnlyList<int> EncodeAfter(string prompt, string continuation);

    /// <summary>A reader for the tokens of one answer.</summary>
    ITokenReader CreateReader();
}
