using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>
/// Average precision of a ranked list: the mean over the reference's items of the precision at the place of each in the list, 0 for those
/// that it lacks (Buckley and Voorhees 2000). 1 where both are empty, 0 where one is.
/// </summary>
internal readonly struct AveragePrecision : IScratchPairScore<int, byte>
{
    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "ranking-ap",
        "average precision of a ranked list, the reference's items being the relevant ones",
        [],
        options => CustomMetric.OverSequences<byte, AveragePrecision>(
            options.Info(Direction.HigherIsBetter, 0, 1, symmetric: false), new RankingEncoder(), default));

    /// <summary>None.</summary>
    public int ScratchLength(int hypothesis, int reference) => 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Score<TRow, TScratch>(TRow hypothesis, TRow reference, TScratch scratch)
        where TRow : struct, IFeatureRow<int>, allows ref struct
        where TScratch : struct, IScratch<byte>, allows ref struct
    {
        var (left, right) = (hypothesis.Length, reference.Length);
        if (left == 0 || right == 0)
        {
            return left == right ? 1 : 0;
        }

        var hits = 0;
        var sum = 0.0;
        for (var i = 0; i < left; i++)
        {
            if (Places.Of(reference, right, hypothesis[i]) < right)
            {
                hits++;
                sum += (double)hits / (i + 1);
            }
        }

        return sum / right;
    }
}
