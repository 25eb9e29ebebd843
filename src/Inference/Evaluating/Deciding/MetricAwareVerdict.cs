namespace Accelerated.Inference.Evaluating;

/// <summary>The verdict of a metric-aware rule, and what it expects of it.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Expected">The expected metric; NaN where there is no answer.</param>
/// <param name="ExpectedByOthers">The same without the answer's own vote; NaN where nothing else votes.</param>
internal sealed record MetricAwareVerdict(Verdict Verdict, double Expected, double ExpectedByOthers)
{
    /// <summary>How many of the votes the metric could not read.</summary>
    public int Skipped { get; init; }

    /// <summary>That of a rule that finds no answer.</summary>
    public static MetricAwareVerdict None { get; } = new(Verdict.None, double.NaN, double.NaN);
}
