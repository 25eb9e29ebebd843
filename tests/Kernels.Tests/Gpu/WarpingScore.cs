using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests.Gpu;

/// <summary>
/// A user's metric by dynamic programming: the dynamic time warping distance of two series of numbers (Sakoe and Chiba 1978).
/// </summary>
public readonly struct WarpingScore : IScratchPairScore<float, double>
{
    /// <summary>The metric over the lengths of words.</summary>
    public static Metric Metric { get; } = new ScratchMetric<float, double, WarpingScore>(
        new MetricInfo("warping", Direction.LowerIsBetter, 0, double.PositiveInfinity, true),
        candidate => [.. candidate.Text.Split(' ').Select(word => word.Length / 3f)],
        default);

    /// <inheritdoc/>
    public int ScratchLength(int hypothesis, int reference) => reference;

    /// <inheritdoc/>
    public double Score<TRow, TScratch>(TRow hypothesis, TRow reference, TScratch scratch)
        where TRow : struct, IFeatureRow<float>, allows ref struct
        where TScratch : struct, IScratch<double>, allows ref struct
    {
        for (var i = 0; i < hypothesis.Length; i++)
        {
            var left = double.MaxValue;
            var diagonal = i == 0 ? 0 : double.MaxValue;
            for (var j = 0; j < reference.Length; j++)
            {
                var above = i == 0 ? double.MaxValue : scratch[j];
                left = Math.Abs((double)hypothesis[i] - reference[j]) + Math.Min(diagonal, Math.Min(above, left));
                scratch[j] = left;
                diagonal = above;
            }
        }

        return scratch[reference.Length - 1];
    }
}
