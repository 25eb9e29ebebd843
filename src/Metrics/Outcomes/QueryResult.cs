using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>
/// Agreement of two result tables of queries, as multisets of rows, in any order (Yu et al. 2018): 1 where they are equal, or 2c / (|h| +
/// |r|) with c rows in common. Two empty tables agree; a query that failed agrees with nothing, not even with itself.
/// </summary>
/// <param name="partial">1 for the shared rows, 0 for equality.</param>
internal readonly struct QueryResult(double partial) : IScratchPairScore<int, byte>
{
    private readonly double _partial = partial;

    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "result-table",
        "equality of queries' results as multisets of rows: labels, or one a line; ERROR... agrees with nothing",
        [MetricOption.Flag("partial", false, "F1 of shared rows instead")],
        options => CustomMetric.OverSequences<byte, QueryResult>(
            options.Info(Direction.HigherIsBetter, 0, 1, symmetric: true),
            new OutcomeEncoder(asTable: true),
            new(options.Flag("partial") ? 1 : 0)));

    /// <summary>One cell for each row of the reference: whether it is matched.</summary>
    public int ScratchLength(int hypothesis, int reference) => reference;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Score<TRow, TScratch>(TRow hypothesis, TRow reference, TScratch scratch)
        where TRow : struct, IFeatureRow<int>, allows ref struct
        where TScratch : struct, IScratch<byte>, allows ref struct
    {
        var partial = _partial;
        var failure = hypothesis[0];
        var (left, right) = (hypothesis.Length - 1, reference.Length - 1);
        if ((left > 0 && hypothesis[1] == failure) || (right > 0 && reference[1] == failure))
        {
            return 0;
        }

        for (var j = 1; j <= right; j++)
        {
            scratch[j] = 0;
        }

        var shared = 0;
        for (var i = 1; i <= left; i++)
        {
            for (var j = 1; j <= right; j++)
            {
                if (scratch[j] == 0 && hypothesis[i] == reference[j])
                {
                    scratch[j] = 1;
                    shared++;
                    break;
                }
            }
        }

        var f = left + right == 0 ? 1 : 2.0 * shared / (left + right);
        return partial == 1 || f == 1 ? f : 0;
    }
}
