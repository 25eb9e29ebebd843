using System.Numerics;

namespace Accelerated.Inference;

/// <summary>Sorts numbers whose lower halves ascend already: few by comparison, many by the digits of their upper halves.</summary>
internal static class EntrySort
{
    private const int Digits = 256;
    private const int FewerByComparison = 1024;

    /// <summary>Sorts in place.</summary>
    /// <param name="entries">Numbers with ascending lower halves.</param>
    /// <param name="spare">A buffer that is kept between calls; it grows where that is needed.</param>
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

    // One digit, stable; false where all have the same one, and nothing is moved.
    private static bool Distribute(ReadOnlySpan<ulong> from, Span<ulong> to, int shift)
    {
        Span<int> places = stackalloc int[Digits];
        places.Clear();
        foreach (var entry in from)
        {
            places[(byte)(entry >> shift)]++;
        }

        if (places[(byte)(from[0] >> shift)] == from.Length)
        {
            return false;
        }

        var place = 0;
        foreach (ref var count in places)
        {
            (count, place) = (place, place + count);
        }

        foreach (var entry in from)
        {
            to[places[(byte)(entry >> shift)]++] = entry;
        }

        return true;
    }
}
