namespace Accelerated.Inference.OnnxRuntime.Text;

/// <summary>Text to the model's token ids and back, without tokens that were added to the tokenizer later.</summary>
internal interface ITextCodec
{
    /// <summary>One more than the largest token id; 0 where the tokenizer does not say.</summary>
    int Size { get; }

    /// <summary>The token that the tokenizer itself names as the start of a text; null where it names none.</summary>
    int? StartToken { get; }

    /// <summary>The token that the tokenizer itself names as the end of a text; null where it names none.</summary>
    int? EndToken { get; }

    /// <summary>Whether the tokenizer itself puts <see cref="StartToken"/> before a prompt; null where it does not say.</summary>
    bool? AddsStartToken { get; }

    /// <summary>
    /// Tokens with names of their own, which are no pieces of a text: those that no text produces, and those that any text does.
    /// </summary>
    IReadOnlyList<AddedToken> AddedTokens { get; }

    /// <summary>The id of the piece of that name; null where there is none.</summary>
    int? Find(string name);

    /// <summary>The ids of a text.</summary>
    IReadOnlyList<int> Encode(string text, TextPosition position);

    /// <summary>A reader for the tokens of one answer.</summary>
    ITokenReader CreateReader();
}
