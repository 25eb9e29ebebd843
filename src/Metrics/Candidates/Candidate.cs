namespace Accelerated.Metrics;

/// <summary>An answer: as a candidate it may be chosen, as a reference it votes.</summary>
/// <param name="Text">The text; never null.</param>
public sealed record Candidate(string Text)
{
    /// <summary>The text; never null.</summary>
    public string Text { get; init; } = Text ?? throw new ArgumentNullException(nameof(Text));

    /// <summary>The model's token ids of the text, where known.</summary>
    public IReadOnlyList<int>? Tokens { get; init; }

    /// <summary>Natural log-probability of the whole answer under the model, at most 0 for a probability; -inf is allowed.</summary>
    public double? LogProbability { get; init; }

    /// <summary>The candidate's weight, at least 0, in any unit: weights are divided by their sum.</summary>
    public double? Weight { get; init; }

    /// <summary>An embedding, for vector metrics.</summary>
    public IReadOnlyList<float>? Vector { get; init; }

    /// <summary>
    /// Labels, for label metrics; where absent they are read from the text, separated by <c>,</c> or <c>;</c>. Also ranked items, best
    /// first, or the results of a program or query, which else are the lines of the text.
    /// </summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>Which model, system or person gave the answer, where that is known.</summary>
    public string? Source { get; init; }

    /// <summary>What the answer means, where it was extracted from a longer text.</summary>
    internal AnswerValue? Value { get; init; }

    /// <summary>Whether the library wrote the text, so that reading it is no guess.</summary>
    internal bool IsComputed { get; init; }

    /// <summary>The language of the text, one of <see cref="Languages.Names"/>; null for the metric's.</summary>
    internal string? Language { get; init; }

    /// <summary>A candidate that is only a text.</summary>
    public static implicit operator Candidate(string text) => new(text);
}
