using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>
/// The number of edits d of a pair and of its hits H, words that an alignment leaves in place: of the alignments with the fewest edits the
/// one with the most hits. Both come out of one table whose cells are edits times 2^32 less hits.
/// </summary>
internal static class HitAlignment
{
    private const long Edit = 1L << 32;

    /// <summary>The cells that a pair needs: a row of the table, without its edge.</summary>
    public static int ScratchLength(int reference) => reference;

    /// <summary>d and H.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HitCounts Of<TRow, TScratch>(TRow hypothesis, TRow reference, TScratch scratch)
        where TRow : struct, IFeatureRow<int>, allows ref struct
        where TScratch : struct, IScratch<long>, allows ref struct
    {
        var (rows, columns) = (hypothesis.Length, reference.Length);
        for (var j = 0; j < columns; j++)
        {
            scratch[j] = (j + 1) * Edit;
        }

        var last = columns * Edit;
        for (var i = 0; i < rows; i++)
        {
            var word = hypothesis[i];
            var diagonal = i * Edit;
            last = (i + 1) * Edit;
            for (var j = 0; j < columns; j++)
            {
                var above = scratch[j];
                var least = reference[j] == word ? diagonal - 1 : diagonal + Edit;
                least = above + Edit < least ? above + Edit : least;
                last = last + Edit < least ? last + Edit : least;
                scratch[j] = last;
                diagonal = above;
            }
        }

        var edits = (last + Edit - 1) / Edit;
        return new(edits, edits * Edit - last);
    }
}
