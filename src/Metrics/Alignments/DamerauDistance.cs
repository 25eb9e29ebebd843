using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>
/// The Damerau-Levenshtein distance: the fewest insertions, deletions, substitutions and swaps of neighbours, where a part may be edited
/// again after a swap (Lowrance and Wagner 1975). Unlike optimal string alignment it obeys the triangle inequality.
/// </summary>
/// <remarks>
/// A swap of two symbols with others between them is worth its cost only where one of the sides has none between (else substitutions cost
/// no more), so that three rows of the table suffice, and for each column the best start of a swap that ends there.
/// </remarks>
internal readonly struct DamerauDistance : IScratchPairScore<int, int>
{
    private const int None = 1 << 29; // more than any distance, and twice as much is still a number

    /// <summary>The catalogue entry.</summary>
    public static MetricDefinition Definition { get; } = new(
        "damerau",
        "Damerau-Levenshtein distance: edits and swaps of neighbours, also of parts that are edited again",
        [TextOptions.Unit, .. TextOptions.Plain],
        options => CustomMetric.OverSequences<int, DamerauDistance>(
            options.Info(Direction.LowerIsBetter, 0, double.PositiveInfinity, symmetric: true), TextOptions.Units(options), default));

    /// <summary>Three rows of the table, and a start of a swap for each symbol of the reference.</summary>
    public int ScratchLength(int hypothesis, int reference) => (int)Math.Min(int.MaxValue, 4L * (reference + 1L));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Score<TRow, TScratch>(TRow hypothesis, TRow reference, TScratch scratch)
        where TRow : struct, IFeatureRow<int>, allows ref struct
        where TScratch : struct, IScratch<int>, allows ref struct
    {
        var (rows, columns) = (hypothesis.Length, reference.Length);
        var width = columns + 1;
        var (older, above, current, starts) = (0, width, 2 * width, 3 * width);
        for (var j = 0; j <= columns; j++)
        {
            scratch[above + j] = j;
            scratch[starts + j] = None;
        }

        for (var i = 1; i <= rows; i++)
        {
            var symbol = hypothesis[i - 1];
            var start = None; // of a swap whose hypothesis side is the last symbol and this one
            scratch[current] = i;
            for (var j = 1; j <= columns; j++)
            {
                var other = reference[j - 1];
                var least = scratch[above + j - 1];
                if (other == symbol)
                {
                    start = i > 1 ? scratch[older + j - 1] - j : start;
                    scratch[starts + j] = j > 1 ? scratch[above + j - 2] - i : None;
                }
                else
                {
                    least++;
                    least = Math.Min(least, Math.Min(scratch[above + j], scratch[current + j - 1]) + 1);
                    least = j > 1 && reference[j - 2] == symbol ? Math.Min(least, scratch[starts + j] + i) : least;
                    least = i > 1 && hypothesis[i - 2] == other ? Math.Min(least, start + j) : least;
                }

                scratch[current + j] = least;
            }

            (older, above, current) = (above, current, older);
        }

        return scratch[above + columns];
    }
}
