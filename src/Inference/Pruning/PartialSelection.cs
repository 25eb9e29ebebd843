namespace Accelerated.Inference.Pruning;

/// <summary>The answer to a problem of whose pairs only a part was computed.</summary>
public sealed class PartialSelection
{
    internal PartialSelection()
    {
    }

    /// <summary>The problem's id.</summary>
    public required string Id { get; init; }

    /// <summary>The index of the selected candidate.</summary>
    public required int Index { get; init; }

    /// <summary>Its text.</summary>
    public required string Text { get; init; }

    /// <summary>Its expected metric, in the metric's own unit, by the references that were used.</summary>
    public required double Expected { get; init; }

    /// <summary>
    /// Whether all references were used, so that <see cref="Expected"/> is that of a full selection. The candidate may still be another
    /// than its: the better one may have been dropped before.
    /// </summary>
    public required bool UsedAllReferences { get; init; }

    /// <summary>Pairs computed; a <see cref="Metrics.Metric.CreateBatched"/> metric may remember some of them.</summary>
    public required long Pairs { get; init; }

    /// <summary>
    /// Pairs of distinct candidates and distinct references of positive weight in all. Of a symmetric metric whose candidates are the
    /// references, a full selection computes about half of them.
    /// </summary>
    public required long AllPairs { get; init; }

    /// <summary>The candidates that were left at the end, the best first; of equal ones the first.</summary>
    public required IReadOnlyList<int> Survivors { get; init; }

    /// <summary>The rounds in order.</summary>
    public required IReadOnlyList<PartialRound> Rounds { get; init; }

    /// <summary>Number of candidates and separate references that the metric cannot read.</summary>
    public required int Skipped { get; init; }
}
