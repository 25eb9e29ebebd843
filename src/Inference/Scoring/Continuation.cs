namespace Accelerated.Inference;

/// <summary>An answer whose probability is asked for.</summary>
/// <param name="Text">The text that would follow the prompt.</param>
public sealed record Continuation(string Text)
{
    /// <summary>The text that would follow the prompt.</summary>
    public string Text { get; init; } = Text ?? throw new ArgumentNullException(nameof(Text));

    /// <summary>The token ids to score instead of the encoded text; null where the scorer's tokenizer encodes <see cref="Text"/>.</summary>
    public IReadOnlyList<int>? Tokens { get; init; }

    /// <summary>A continuation that is only a text.</summary>
    public static implicit operator Continuation(string text) => new(text);
}
