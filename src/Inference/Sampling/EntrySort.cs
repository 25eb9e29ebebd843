using System.Numerics;

namespace Accelerated.Inference;

/// <summary>Sorts numbers whose lower halves already ascend: few by comparison, many by radix of their upper halves.</summary>
internal static class EntrySort
{
    private const int Digits = 256;
    private const int FewerByComparison = 1024;

    /// <summary>Sorts in place.</summary>
    /// <param name="entries">Numbers with ascending lower halves.</param>
    /// <param name="spare">A buffer kept between calls, which grows as needed.</param>
    public static void Sort(Span<ulong> entries, ref ulong[] spare)
    {
        if (entries.Length < FewerByComparison)
        {
            entries.Sort();
            return;
        }

        if (IsSorted(entries))
        {
            return;
        }

        if (spare.Length < entries.Length)
        {
            spare = new ulong[(int)BitOperations.RoundUpToPowerOf2((uint)entries.Length)];
        }

        var from = entries;
        var to = spare.AsSpan(0, entries.Length);
        for (var shift = 32; shift < 64; shift += 8)
        {
            if (Distribute(from, to, shift))
            {
                var sorted = to;
                to = from;
                from = sorted;
            }
        }

        if (from != entries)
        {
            from.CopyTo(entries);
        }
    }

    private static bool IsSorted(ReadOnlySpan<ulong> entries)
    {
        for (var i = 1; i < entries.Length; i++)
        {
            if (entries[i] < entries[i - 1])
            {
                return false;
            }
        }

        return true;
    }

    // A stable pass over one digit; false, with nothing moved, where all numbers have the same one.
    private static bool Distribute(ReadOnlySpan<ulong> from, Span<ulong> to, int shift)
    {
        Span<int> offsets = stackalloc int[Digits];
        offsets.Clear();
        foreach (var entry in from)
        {
            offsets[(byte)(entry >> shift)]++;
        }

        if (offsets[(byte)(from[0] >> shift)] == from.Length)
        {
            return false;
        }

        var offset = 0;
        foreach (ref var count in offsets)
        {
            (count, offset) = (offset, offset + count);
        }

        foreach (var entry in from)
        {
            to[offsets[(byte)(entry >> shift)]++] = entry;
        }

        return true;
    }
}
