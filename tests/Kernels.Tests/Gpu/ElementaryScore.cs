using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests.Gpu;

/// <summary>
/// A user's metric with logarithms and exponentials that have the same bits on every engine: exp(-|log(h / r)|) of two lengths.
/// </summary>
public readonly struct ElementaryScore : IPairScore<int>
{
    /// <summary>The metric over the lengths of texts.</summary>
    public static Metric Metric { get; } = new CustomMetric<int, ElementaryScore>(
        new MetricInfo("length-ratio", Direction.HigherIsBetter, 0, 1, false), candidate => [candidate.Text.Length + 1], default);

    /// <inheritdoc/>
    public double Score<TRow>(TRow hypothesis, TRow reference) where TRow : struct, IFeatureRow<int>, allows ref struct =>
        Elementary.Exp(-Math.Abs(Elementary.Log((double)hypothesis[0] / reference[0])));
}
