namespace Accelerated.Inference.Scoring;

/// <summary>An answer to score.</summary>
public sealed class Continuation
{
    /// <summary>Creates a continuation of a text.</summary>
    /// <param name="text">The text that would follow the prompt.</param>
    public Continuation(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Text = text;
    }

    /// <summary>The text that would follow the prompt.</summary>
    public string Text { get; }

    /// <summary>The token ids to score instead of the encoded text; null where the scorer's tokenizer encodes <see cref="Text"/>.</summary>
    public IReadOnlyList<int>? Tokens { get; init; }

    /// <summary>A continuation that is only a text.</summary>
    public static implicit operator Continuation(string text) => new(text);
}
