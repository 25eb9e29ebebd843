using Accelerated.Metrics;

namespace Accelerated.Inference.Engines;

/// <summary>Represents users' metrics in a calibration: the share of positions with the same token.</summary>
internal readonly struct SharedPositions : IPairScore<int>
{
    /// <summary>The metric over token ids.</summary>
    public static Metric Metric { get; } = new CustomMetric<int, SharedPositions>(
        new MetricInfo("shared-positions", Direction.HigherIsBetter, 0, 1, true), candidate => [.. candidate.Tokens!], default);

    /// <inheritdoc/>
    public double Score<TRow>(TRow hypothesis, TRow reference) where TRow : struct, IFeatureRow<int>, allows ref struct
    {
        var shorter = Math.Min(hypothesis.Length, reference.Length);
        var same = 0;
        for (var k = 0; k < shorter; k++)
        {
            same += hypothesis[k] == reference[k] ? 1 : 0;
        }

        return shorter == 0 ? 0 : (double)same / shorter;
    }
}
