using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests.Gpu;

/// <summary>A user's metric: the length of the common prefix over the longer length, tempered by a field of the struct.</summary>
public readonly struct PrefixScore(double floor) : IPairScore<ushort>
{
    private readonly double _floor = floor;

    /// <summary>The metric over UTF-16 units.</summary>
    public static Metric Metric(double floor) => new CustomMetric<ushort, PrefixScore>(
        new MetricInfo("prefix", Direction.HigherIsBetter, floor, 1, true),
        candidate => Array.ConvertAll(candidate.Text.ToCharArray(), letter => (ushort)letter),
        new PrefixScore(floor));

    /// <inheritdoc/>
    public double Score<TRow>(TRow hypothesis, TRow reference) where TRow : struct, IFeatureRow<ushort>, allows ref struct
    {
        var shorter = Math.Min(hypothesis.Length, reference.Length);
        var longer = Math.Max(hypothesis.Length, reference.Length);
        var same = 0;
        while (same < shorter && hypothesis[same] == reference[same])
        {
            same++;
        }

        return longer == 0 ? 1 : Math.Max(_floor, (double)same / longer);
    }
}
