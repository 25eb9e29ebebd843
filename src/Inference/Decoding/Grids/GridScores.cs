namespace Accelerated.Inference;

/// <summary>The answers of a grid as votes.</summary>
/// <param name="Votes">
/// One a value, in the grid's order: its log-probability, and as weight its probability at the grid's temperature, up to a common factor.
/// </param>
/// <param name="Outside">The probability, 0..1, that the model gives to answers outside the grid.</param>
public sealed record GridScores(IReadOnlyList<Metrics.Candidate> Votes, double Outside)
{
    /// <summary>The chains of reasoning that were averaged over; empty where none was asked for.</summary>
    public IReadOnlyList<DrawnCandidate> Chains { get; init; } = [];

    /// <summary>Tokens of the prompt's beginning that were dropped so that the values fit the context; the most over the chains.</summary>
    public int DroppedPromptTokens { get; init; }

    /// <summary>Why fewer chains than asked for were drawn and scored; null where none is missing.</summary>
    public SourceException? Failure { get; init; }
}
