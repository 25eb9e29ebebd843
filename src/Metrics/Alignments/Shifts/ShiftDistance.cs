using System.Numerics;
using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>
/// The edit distance of a hypothesis with a moved block, and the alignment behind it. The distance is counted in bits (Myers 1999; Hyyrö
/// 2003). Tercom looks only at a band around the diagonal: where the distance is so small that no best path leaves it, both are the same;
/// else the table within the band is filled cell by cell.
/// </summary>
internal static class ShiftDistance
{
    /// <summary>Half the width of the band, in words of the reference.</summary>
    private const int Band = 25;

    private const ulong Unreached = int.MaxValue;

    /// <summary>
    /// The distance of the hypothesis as it is now; keeps what <see cref="OfShift"/> and <see cref="ShiftAlignment"/> read.
    /// </summary>
    public static int Align<TScratch>(ShiftLayout layout, TScratch scratch) where TScratch : struct, IScratch<ulong>, allows ref struct
    {
        Begin(layout, scratch);
        for (var i = 0; i < layout.Rows; i++)
        {
            var row = i * layout.Width;
            Step(layout, scratch, ShiftLayout.Equal + row, layout.Gaps + row, layout.Extras + row);
            for (var w = 0; w < layout.Width; w++)
            {
                scratch[layout.Rises + row + w] = scratch[layout.Trial + w];
                scratch[layout.Falls + row + w] = scratch[layout.Trial + layout.Width + w];
            }
        }

        var distance = Sum(layout, scratch);
        return IsInBand(layout, distance) ? distance : InBand(layout, scratch, new BlockShift(0, 1, 0), keep: true);
    }

    /// <summary>The distance after a block has moved, at least; exact where it is at most <paramref name="most"/>.</summary>
    public static int OfShift<TScratch>(ShiftLayout layout, TScratch scratch, BlockShift shift, int most)
        where TScratch : struct, IScratch<ulong>, allows ref struct
    {
        if (shift.First == 0)
        {
            Begin(layout, scratch);
        }
        else
        {
            var before = (shift.First - 1) * layout.Width;
            for (var w = 0; w < layout.Width; w++)
            {
                scratch[layout.Trial + w] = scratch[layout.Rises + before + w];
                scratch[layout.Trial + layout.Width + w] = scratch[layout.Falls + before + w];
            }
        }

        for (var i = shift.First; i < layout.Rows; i++)
        {
            Step(layout, scratch, ShiftLayout.Equal + shift.SourceOf(i) * layout.Width, -1, -1);
        }

        var distance = Sum(layout, scratch);
        return distance > most || IsInBand(layout, distance) ? distance : InBand(layout, scratch, shift, keep: false);
    }

    /// <summary>Whether the band holds every best path: one of d edits is at most d columns off the diagonal.</summary>
    public static bool IsInBand(ShiftLayout layout, int distance) => layout.Columns < Band || distance < Band;

    private static void Begin<TScratch>(ShiftLayout layout, TScratch scratch) where TScratch : struct, IScratch<ulong>, allows ref struct
    {
        for (var w = 0; w < layout.Width; w++)
        {
            scratch[layout.Trial + w] = ulong.MaxValue;
            scratch[layout.Trial + layout.Width + w] = 0;
        }
    }

    // One word of the hypothesis against all of the reference. Where gaps is not negative, the kinds of cells are kept.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step<TScratch>(ShiftLayout layout, TScratch scratch, int equal, int gaps, int extras)
        where TScratch : struct, IScratch<ulong>, allows ref struct
    {
        var rise = 1UL; // of the distance from the row before, at the column before the cell: the first column counts rows
        var fall = 0UL;
        for (var w = 0; w < layout.Width; w++)
        {
            var vp = scratch[layout.Trial + w];
            var vn = scratch[layout.Trial + layout.Width + w];
            var pm = scratch[equal + w];
            var x = pm | fall;
            var d0 = (((x & vp) + vp) ^ vp) | x | vn;
            var hp = vn | ~(d0 | vp);
            var hn = vp & d0;
            if (gaps >= 0)
            {
                scratch[gaps + w] = d0 & ~pm;
                scratch[extras + w] = hp;
            }

            var risen = hp >> 63;
            var fallen = hn >> 63;
            hp = (hp << 1) | rise;
            hn = (hn << 1) | fall;
            rise = risen;
            fall = fallen;
            scratch[layout.Trial + w] = hn | ~(d0 | hp);
            scratch[layout.Trial + layout.Width + w] = hp & d0;
        }
    }

    private static int Sum<TScratch>(ShiftLayout layout, TScratch scratch) where TScratch : struct, IScratch<ulong>, allows ref struct
    {
        var distance = layout.Rows;
        for (var w = 0; w < layout.Width; w++)
        {
            var used = w < layout.Width - 1 ? ulong.MaxValue : ulong.MaxValue >> (64 * layout.Width - layout.Columns);
            distance += BitOperations.PopCount(scratch[layout.Trial + w] & used)
                - BitOperations.PopCount(scratch[layout.Trial + layout.Width + w] & used);
        }

        return distance;
    }

    private static int InBand<TScratch>(ShiftLayout layout, TScratch scratch, BlockShift shift, bool keep)
        where TScratch : struct, IScratch<ulong>, allows ref struct
    {
        var columns = layout.Columns;
        var above = layout.Distances;
        var here = above + columns + 1;
        var slope = (double)columns / layout.Rows;
        var half = Band < slope / 2 ? (int)Math.Ceiling(slope / 2 + Band) : Band;
        for (var j = 0; j <= columns; j++)
        {
            scratch[above + j] = (ulong)j;
        }

        for (var i = 1; i <= layout.Rows; i++)
        {
            var middle = (int)Math.Floor(i * slope);
            var first = Math.Max(0, middle - half);
            var end = i == layout.Rows ? columns + 1 : Math.Min(columns + 1, middle + half);
            for (var j = 0; j <= columns; j++)
            {
                scratch[here + j] = Unreached;
            }

            for (var j = first; j < end; j++)
            {
                var most = scratch[above + j] + 1;
                if (j == 0)
                {
                    scratch[here] = most;
                    continue;
                }

                var bit = 1UL << ((j - 1) & 63);
                var cell = (j - 1) >> 6;
                var isEqual = (scratch[ShiftLayout.Equal + shift.SourceOf(i - 1) * layout.Width + cell] & bit) != 0;
                var least = scratch[above + j - 1] + (isEqual ? 0UL : 1UL);
                var isGap = false;
                var isExtra = false;
                if (most < least)
                {
                    (least, isGap, isExtra) = (most, true, true);
                }

                var missing = scratch[here + j - 1] + 1;
                if (missing < least)
                {
                    (least, isGap, isExtra) = (missing, true, false);
                }

                scratch[here + j] = least;
                if (keep)
                {
                    var at = (i - 1) * layout.Width + cell;
                    var gaps = scratch[layout.Gaps + at] & ~bit;
                    var extras = scratch[layout.Extras + at] & ~bit;
                    scratch[layout.Gaps + at] = isGap ? gaps | bit : gaps;
                    scratch[layout.Extras + at] = isExtra ? extras | bit : extras;
                }
            }

            (above, here) = (here, above);
        }

        return (int)scratch[above + columns];
    }
}
