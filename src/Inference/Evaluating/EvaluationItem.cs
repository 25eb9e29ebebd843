using Accelerated.Metrics;

namespace Accelerated.Inference.Evaluating;

/// <summary>One item to evaluate.</summary>
/// <param name="Problem">Its candidates, of which some may be null, and the right answers.</param>
internal sealed record EvaluationItem(Problem Problem)
{
    /// <summary>The model's greedy answer, where it is known: for all items or for none.</summary>
    public Candidate? Greedy { get; init; }

    /// <summary>Answers that are measured and do not vote, each with the name of its row; null where the item has none.</summary>
    public IReadOnlyList<(string Row, Candidate? Answer)> Answers { get; init; } = [];

    /// <summary>What the item shares with others, which are drawn together; null where it stands alone.</summary>
    public string? Group { get; init; }
}
