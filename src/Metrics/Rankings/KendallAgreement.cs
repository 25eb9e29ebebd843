using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>
/// Kendall's tau of two ranked lists over all items of both: pairs in the same order less pairs in opposite order, over all pairs, -1 to 1
/// (Fagin, Kumar and Sivakumar 2003, with penalty 1/2). An item that a list lacks comes after all of its own, tied with others that it
/// lacks; a tied pair counts as neither. Without a pair it is 1 where the lists are equal, else 0.
/// </summary>
internal readonly struct KendallAgreement : IScratchPairScore<int, int>
{
    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "ranking-kendall",
        "Kendall's tau of two ranked lists, -1 to 1",
        [],
        options => CustomMetric.OverSequences<int, KendallAgreement>(
            options.Info(Direction.HigherIsBetter, -1, 1, symmetric: true), new RankingEncoder(), default));

    /// <summary>The place of each item in the other list.</summary>
    public int ScratchLength(int hypothesis, int reference) => hypothesis + reference;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Score<TRow, TScratch>(TRow hypothesis, TRow reference, TScratch scratch)
        where TRow : struct, IFeatureRow<int>, allows ref struct
        where TScratch : struct, IScratch<int>, allows ref struct
    {
        var (left, right) = (hypothesis.Length, reference.Length);
        var own = 0; // items of the reference that the hypothesis lacks
        for (var i = 0; i < left; i++)
        {
            scratch[i] = Places.Of(reference, right, hypothesis[i]);
        }

        for (var j = 0; j < right; j++)
        {
            scratch[left + j] = Places.Of(hypothesis, left, reference[j]);
            own += scratch[left + j] == left ? 1 : 0;
        }

        var items = left + own;
        if (items < 2)
        {
            return left == right && own == 0 ? 1 : 0;
        }

        long sum = 0;
        for (var i = 0; i < left; i++)
        {
            for (var k = i + 1; k < left; k++)
            {
                sum += Math.Sign(scratch[k] - scratch[i]);
            }

            for (var j = 0; j < right; j++)
            {
                sum += scratch[left + j] == left ? Math.Sign(j - scratch[i]) : 0; // the hypothesis has i first
            }
        }

        return 2.0 * sum / ((double)items * (items - 1));
    }
}
