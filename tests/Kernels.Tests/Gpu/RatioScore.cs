using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests.Gpu;

/// <summary>
/// A user's metric that is not defined for every pair: the ratio of two lengths, NaN or infinite against an empty reference.
/// </summary>
public readonly struct RatioScore : IPairScore<int>
{
    /// <summary>The metric over words.</summary>
    public static Metric Metric(NonFiniteUtility nonFinite) => new CustomMetric<int, RatioScore>(
        new MetricInfo("ratio", Direction.LowerIsBetter, 0, 100, false),
        candidate => [.. candidate.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Length)],
        default,
        CandidateKey.Text,
        nonFinite);

    /// <inheritdoc/>
    public double Score<TRow>(TRow hypothesis, TRow reference) where TRow : struct, IFeatureRow<int>, allows ref struct =>
        (double)hypothesis.Length / reference.Length;
}
