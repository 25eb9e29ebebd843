namespace Accelerated.Metrics;

/// <summary>
/// The alignment of hypothesis and reference, read backwards from the tables of <see cref="ShiftDistance.Align"/>: of equal paths, the one
/// that prefers matches and substitutions, then words that only the hypothesis has.
/// </summary>
internal static class ShiftAlignment
{
    /// <summary>Fills <see cref="ShiftLayout.Aligned"/> and the words that are wrong on either side.</summary>
    public static void Read<TScratch>(ShiftLayout layout, TScratch scratch) where TScratch : struct, IScratch<ulong>, allows ref struct
    {
        for (var cell = layout.WrongColumns; cell < layout.Aligned; cell++)
        {
            scratch[cell] = 0;
        }

        var (i, j) = (layout.Rows, layout.Columns);
        while (i > 0 || j > 0)
        {
            var isGap = i == 0 || j == 0;
            var isExtra = j == 0;
            if (!isGap)
            {
                var at = (i - 1) * layout.Width;
                isGap = Bit(scratch, layout.Gaps + at, j - 1);
                isExtra = Bit(scratch, layout.Extras + at, j - 1);
            }

            if (isGap && isExtra)
            {
                i--;
                Set(scratch, layout.WrongRows, i);
                continue;
            }

            j--;
            scratch[layout.Aligned + j] = (ulong)i;
            if (isGap)
            {
                Set(scratch, layout.WrongColumns, j);
                continue;
            }

            i--;
            if (!Bit(scratch, ShiftLayout.Equal + i * layout.Width, j))
            {
                Set(scratch, layout.WrongColumns, j);
                Set(scratch, layout.WrongRows, i);
            }
        }
    }

    /// <summary>A bit of a row of bits.</summary>
    public static bool Bit<TScratch>(TScratch scratch, int row, int index) where TScratch : struct, IScratch<ulong>, allows ref struct =>
        ((scratch[row + (index >> 6)] >> (index & 63)) & 1) != 0;

    private static void Set<TScratch>(TScratch scratch, int row, int index) where TScratch : struct, IScratch<ulong>, allows ref struct =>
        scratch[row + (index >> 6)] |= 1UL << (index & 63);
}
