using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>
/// Normalised discounted cumulative gain (Järvelin and Kekäläinen 2002): the gains of the list's items, each over log2(place + 1), over
/// those of the reference itself. The item at place j of the reference gains |r| - j + 1, or 1 with equal gains. 1 where both lists are
/// empty, 0 where one is.
/// </summary>
/// <param name="equal">1 for equal gains of all items of the reference, 0 for gains by place.</param>
internal readonly struct DiscountedGain(double equal) : IScratchPairScore<int, byte>
{
    private readonly double _equal = equal;

    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "ranking-ndcg",
        "normalised discounted cumulative gain against a ranked list",
        [new("gain", "linear", "an item of the reference gains |r| - place + 1 (linear), or 1 (equal)", ["linear", "equal"])],
        options => CustomMetric.OverSequences<byte, DiscountedGain>(
            options.Info(Direction.HigherIsBetter, 0, 1, symmetric: false),
            new RankingEncoder(),
            new(options.Text("gain") == "equal" ? 1 : 0)));

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

        var equal = _equal;
        var gained = 0.0;
        for (var i = 0; i < left; i++)
        {
            var place = Places.Of(reference, right, hypothesis[i]);
            if (place < right)
            {
                gained += (equal == 1 ? 1 : right - place) / Elementary.Log((double)(i + 2));
            }
        }

        var ideal = 0.0;
        for (var j = 0; j < right; j++)
        {
            ideal += (equal == 1 ? 1 : right - j) / Elementary.Log((double)(j + 2));
        }

        return gained / ideal;
    }
}
