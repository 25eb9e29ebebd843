using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests.Gpu;

/// <summary>A user's metric that no device can run: it makes a text.</summary>
public readonly struct AllocatingScore : IPairScore<int>
{
    /// <summary>The metric.</summary>
    public static Metric Metric { get; } = new CustomMetric<int, AllocatingScore>(
        new MetricInfo("allocating", Direction.HigherIsBetter, 0, 1, true), candidate => [candidate.Text.Length], default);

    /// <inheritdoc/>
    public double Score<TRow>(TRow hypothesis, TRow reference) where TRow : struct, IFeatureRow<int>, allows ref struct =>
        string.Concat(hypothesis[0].ToString(), reference[0].ToString()).Length;
}
