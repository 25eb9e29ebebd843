namespace Accelerated.Inference;

/// <summary>A model's tokenizer, as far as prompts need it. What is the same for all models is in <see cref="PromptEncoder"/>.</summary>
internal interface IVocabulary
{
    /// <summary>Number of token ids that the model takes.</summary>
    int Size { get; }

    /// <summary>The token that a prompt begins with; null where it begins with none.</summary>
    int? StartToken { get; }

    /// <summary>The control tokens by name, which only markup may produce: start and end of text, turns of a chat.</summary>
    IReadOnlyDictionary<string, int> ControlTokens { get; }

    /// <summary>The ids of a text that begins a prompt, without a start token; names of control tokens are text.</summary>
    IReadOnlyList<int> Encode(string text);

    /// <summary>The ids of a text after a control token; as <see cref="Encode"/> for most tokenizers.</summary>
    IReadOnlyList<int> EncodeAfter(int control, string text) => Encode(text);

    /// <summary>The ids of a text that continues another: as <see cref="Encode"/>, without a space before it.</summary>
    IReadOnlyList<int> EncodeContinuation(string text);
}
