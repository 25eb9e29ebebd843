using Accelerated.Metrics;

namespace OwnMetric;

/// <summary>
/// The share of the shorter text that both begin with, in UTF-16 units. The same code runs on the CPU and, compiled by ILGPU, on a GPU,
/// for which it must be public.
/// </summary>
public readonly struct SharedStart : IPairScore<ushort>
{
    /// <summary>The metric.</summary>
    public static Metric Metric { get; } = new CustomMetric<ushort, SharedStart>(
        new MetricInfo("shared-start", Direction.HigherIsBetter, 0, 1, isSymmetric: true),
        candidate => Array.ConvertAll(candidate.Text.ToCharArray(), letter => (ushort)letter),
        default);

    /// <inheritdoc/>
    public double Score<TRow>(TRow hypothesis, TRow reference) where TRow : struct, IFeatureRow<ushort>, allows ref struct
    {
        var shorter = Math.Min(hypothesis.Length, reference.Length);
        var same = 0;
        while (same < shorter && hypothesis[same] == reference[same])
        {
            same++;
        }

        return shorter == 0 ? 1 : (double)same / shorter;
    }
}
