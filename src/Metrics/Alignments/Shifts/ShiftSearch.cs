using System.Numerics;

namespace Accelerated.Metrics;

/// <summary>
/// The fewest edits with moves of blocks, by Tercom's greedy search (Snover et al. 2006): while there is a block of words equal to words of
/// the reference whose move saves edits, the one that saves most moves; of equal ones the longer, then the one that starts earlier, then
/// the one that moves to an earlier place. A move counts as one edit.
/// </summary>
internal static class ShiftSearch
{
    /// <summary>Most words of a block.</summary>
    private const int LongestBlock = 10;

    /// <summary>Most words between a block and the equal words of the reference.</summary>
    private const int Farthest = 50;

    /// <summary>Most moves that are tried; the search ends there, and the move that it was about to choose is not made.</summary>
    private const int MostTries = 1000;

    /// <summary>The edits of a hypothesis against a reference, neither of them empty.</summary>
    public static int Edits<TRow, TScratch>(TRow hypothesis, TRow reference, TScratch scratch)
        where TRow : struct, IFeatureRow<int>, allows ref struct
        where TScratch : struct, IScratch<ulong>, allows ref struct
    {
        var layout = new ShiftLayout(hypothesis.Length, reference.Length);
        Compare(layout, hypothesis, reference, scratch);
        var least = Math.Max(layout.Rows, layout.Columns) - Shared(layout, scratch);
        var shifts = 0;
        var tries = 0;
        while (true)
        {
            var distance = ShiftDistance.Align(layout, scratch);
            if (distance <= least + 1)
            {
                return shifts + distance; // a move saves an edit at most, and costs one
            }

            ShiftAlignment.Read(layout, scratch);
            var shift = Best(layout, scratch, distance, least, ref tries);
            if (shift.Length == 0 || tries >= MostTries)
            {
                return shifts + distance;
            }

            Move(layout, scratch, shift);
            shifts++;
        }
    }

    private static void Compare<TRow, TScratch>(ShiftLayout layout, TRow hypothesis, TRow reference, TScratch scratch)
        where TRow : struct, IFeatureRow<int>, allows ref struct
        where TScratch : struct, IScratch<ulong>, allows ref struct
    {
        for (var i = 0; i < layout.Rows; i++)
        {
            var word = hypothesis[i];
            for (var w = 0; w < layout.Width; w++)
            {
                var bits = 0UL;
                var end = Math.Min(64, layout.Columns - 64 * w);
                for (var b = 0; b < end; b++)
                {
                    bits |= reference[64 * w + b] == word ? 1UL << b : 0;
                }

                scratch[ShiftLayout.Equal + i * layout.Width + w] = bits;
            }
        }
    }

    // The number of words that both have, each word of the reference counted once: what is over on the longer side is an edit.
    private static int Shared<TScratch>(ShiftLayout layout, TScratch scratch) where TScratch : struct, IScratch<ulong>, allows ref struct
    {
        for (var w = 0; w < layout.Width; w++)
        {
            scratch[layout.Trial + w] = ulong.MaxValue;
        }

        var shared = 0;
        for (var i = 0; i < layout.Rows; i++)
        {
            for (var w = 0; w < layout.Width; w++)
            {
                var free = scratch[ShiftLayout.Equal + i * layout.Width + w] & scratch[layout.Trial + w];
                if (free != 0)
                {
                    scratch[layout.Trial + w] ^= free & (~free + 1);
                    shared++;
                    break;
                }
            }
        }

        return shared;
    }

    // The move that saves most edits; of length 0 where none saves any.
    private static BlockShift Best<TScratch>(ShiftLayout layout, TScratch scratch, int distance, int least, ref int tries)
        where TScratch : struct, IScratch<ulong>, allows ref struct
    {
        var best = new BlockShift(0, 0, 0);
        var bestSaved = 0;
        var inBand = ShiftDistance.IsInBand(layout, distance);
        for (var start = 0; start < layout.Rows; start++)
        {
            var row = ShiftLayout.Equal + start * layout.Width;
            var end = Math.Min(layout.Columns, start + Farthest + 1);
            var column = -1;
            while ((column = NextEqual(layout, scratch, row, Math.Max(column + 1, start - Farthest), end)) < end)
            {
                var wrongRow = false;
                var wrongColumn = false;
                var longest = Math.Min(LongestBlock, Math.Min(layout.Rows - start, layout.Columns - column));
                for (var length = 1; length <= longest; length++)
                {
                    var last = length - 1;
                    if (!ShiftAlignment.Bit(scratch, row + last * layout.Width, column + last))
                    {
                        break;
                    }

                    wrongRow |= ShiftAlignment.Bit(scratch, layout.WrongRows, start + last);
                    wrongColumn |= ShiftAlignment.Bit(scratch, layout.WrongColumns, column + last);
                    var aligned = (int)scratch[layout.Aligned + column];
                    if (!wrongRow || !wrongColumn || (start < aligned && aligned <= start + length))
                    {
                        continue;
                    }

                    // Before the reference's words, and after each of them but the last.
                    var place = -1;
                    for (var offset = -1; offset < length; offset++)
                    {
                        var next = column + offset < 0 ? 0 : (int)scratch[layout.Aligned + column + offset];
                        if (next == place)
                        {
                            continue;
                        }

                        place = next;
                        tries++;
                        var shift = new BlockShift(
                            start,
                            length,
                            place < start ? place : place > start + length ? place - length : Math.Min(place, layout.Rows - length));

                        // A move saves two edits a word at most. Later ones of the same length do not replace one that saves as much.
                        var most = inBand ? Math.Min(2 * length, distance - least) : distance - least;
                        if (most < bestSaved || (most == bestSaved && length <= best.Length) || bestSaved == distance - least)
                        {
                            continue;
                        }

                        var saved = distance - ShiftDistance.OfShift(layout, scratch, shift, distance - Math.Max(1, bestSaved));
                        if (saved > bestSaved || (saved == bestSaved && saved > 0 && length > best.Length))
                        {
                            best = shift;
                            bestSaved = saved;
                        }
                    }

                    if (tries >= MostTries)
                    {
                        return best;
                    }
                }
            }
        }

        return best;
    }

    // The first column from one on whose word equals that of the row; at least the end where there is none before it.
    private static int NextEqual<TScratch>(ShiftLayout layout, TScratch scratch, int row, int from, int end)
        where TScratch : struct, IScratch<ulong>, allows ref struct
    {
        if (from >= end)
        {
            return end;
        }

        var w = from >> 6;
        var bits = scratch[row + w] & (ulong.MaxValue << (from & 63));
        while (bits == 0 && ++w < layout.Width)
        {
            bits = scratch[row + w];
        }

        return bits == 0 ? end : 64 * w + BitOperations.TrailingZeroCount(bits);
    }

    private static void Move<TScratch>(ShiftLayout layout, TScratch scratch, BlockShift shift)
        where TScratch : struct, IScratch<ulong>, allows ref struct
    {
        for (var i = 0; i < layout.Rows; i++)
        {
            for (var w = 0; w < layout.Width; w++)
            {
                scratch[layout.Moved + i * layout.Width + w] = scratch[ShiftLayout.Equal + shift.SourceOf(i) * layout.Width + w];
            }
        }

        for (var cell = 0; cell < layout.Rows * layout.Width; cell++)
        {
            scratch[ShiftLayout.Equal + cell] = scratch[layout.Moved + cell];
        }
    }
}
