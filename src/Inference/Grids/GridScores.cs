namespace Accelerated.Inference.Grids;

/// <summary>The answers of a grid as votes.</summary>
internal sealed class GridScores
{
    internal GridScores(IReadOnlyList<Metrics.Candidate> votes, double outside)
    {
        Votes = votes;
        Outside = outside;
    }

    /// <summary>
    /// One vote for each value, in the grid's order: its log-probability, and as weight its probability at the grid's temperature, up to a
    /// common factor.
    /// </summary>
    public IReadOnlyList<Metrics.Candidate> Votes { get; }

    /// <summary>The probability, 0..1, that the model gives to answers outside the grid.</summary>
    public double Outside { get; }

    /// <summary>The chains of reasoning that were averaged over; empty where none was asked for.</summary>
    public IReadOnlyList<DrawnCandidate> Chains { get; internal init; } = [];

    /// <summary>Tokens of the prompt's beginning that were dropped so that the values fit the context; the most over the chains.</summary>
    public int DroppedPromptTokens { get; internal init; }

    /// <summary>Why fewer chains than asked for were drawn and scored; null where none is missing.</summary>
    public SourceException? Failure { get; internal init; }
}
