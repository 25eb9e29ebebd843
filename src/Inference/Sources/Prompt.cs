namespace Accelerated.Inference;

/// <summary>What a model is asked.</summary>
/// <param name="Text">The text, as the model is to read it.</param>
public sealed record Prompt(string Text)
{
    /// <summary>The text, as the model is to read it.</summary>
    public string Text { get; init; } = Text ?? throw new ArgumentNullException(nameof(Text));

    /// <summary>Names the prompt: sources that look candidates up do so by this name.</summary>
    public string? Id { get; init; }

    /// <summary>
    /// The token ids the model is to read instead of the encoded text, the start token included; null where the source's tokenizer encodes
    /// <see cref="Text"/>. Sources without a tokenizer ignore it.
    /// </summary>
    public IReadOnlyList<int>? Tokens { get; init; }

    /// <summary>A prompt that is only a text.</summary>
    public static implicit operator Prompt(string text) => new(text);
}
