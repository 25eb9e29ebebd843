using System.Buffers;
using System.Numerics;

namespace Accelerated.Metrics;

/// <summary>Names n-grams by dense ids, in order of first appearance: an n-gram is an (n-1)-gram and one id more.</summary>
internal static class GramTable
{
    // Up to this many pairs are looked up by address, more by hash.
    private const int DirectLimit = 1 << 20;

    /// <summary>Makes n-grams out of (n-1)-grams; returns how many distinct ones there are.</summary>
    /// <param name="sequences">Row i holds item i's ids.</param>
    /// <param name="grams">At p the (n-1)-gram that starts there; afterwards the n-gram, where one starts.</param>
    /// <param name="gramCount">Number of distinct (n-1)-grams.</param>
    /// <param name="alphabetSize">Number of distinct ids.</param>
    /// <param name="n">The new order, at least 2.</param>
    public static int Extend(RaggedRows<int> sequences, Span<int> grams, int gramCount, int alphabetSize, int n) =>
        (long)gramCount * alphabetSize <= DirectLimit
            ? ExtendDirectly(sequences, grams, gramCount, alphabetSize, n)
            : ExtendByHash(sequences, grams, n);

    private static int ExtendDirectly(RaggedRows<int> sequences, Span<int> grams, int gramCount, int alphabetSize, int n)
    {
        // The table is not cleared: an entry counts only if the id it holds names that very pair.
        var table = ArrayPool<int>.Shared.Rent(Math.Max(1, gramCount * alphabetSize));
        var pairs = ArrayPool<int>.Shared.Rent(Math.Max(1, grams.Length));
        var values = sequences.Values;
        var count = 0;
        for (var i = 0; i < sequences.Count; i++)
        {
            var last = sequences.Offsets[i + 1] - n;
            for (var p = sequences.Offsets[i]; p <= last; p++)
            {
                var pair = grams[p] * alphabetSize + values[p + n - 1];
                var id = table[pair];
                if ((uint)id >= (uint)count || pairs[id] != pair)
                {
                    id = count++;
                    pairs[id] = pair;
                    table[pair] = id;
                }

                grams[p] = id;
            }
        }

        ArrayPool<int>.Shared.Return(table);
        ArrayPool<int>.Shared.Return(pairs);
        return count;
    }

    private static int ExtendByHash(RaggedRows<int> sequences, Span<int> grams, int n)
    {
        var slotCount = (int)Math.Min(1 << 30, BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, grams.Length)) * 2L);
        var slots = ArrayPool<int>.Shared.Rent(slotCount); // id + 1, 0 where free
        slots.AsSpan(0, slotCount).Clear();
        var pairs = ArrayPool<ulong>.Shared.Rent(Math.Max(1, grams.Length));
        var values = sequences.Values;
        var mask = slotCount - 1;
        var count = 0;
        for (var i = 0; i < sequences.Count; i++)
        {
            var last = sequences.Offsets[i + 1] - n;
            for (var p = sequences.Offsets[i]; p <= last; p++)
            {
                var pair = ((ulong)(uint)grams[p] << 32) | (uint)values[p + n - 1];
                var slot = (int)SpanHash.Of(pair) & mask;
                while (slots[slot] != 0 && pairs[slots[slot] - 1] != pair)
                {
                    slot = (slot + 1) & mask;
                }

                if (slots[slot] == 0)
                {
                    pairs[count++] = pair;
                    slots[slot] = count;
                }

                grams[p] = slots[slot] - 1;
            }
        }

        ArrayPool<int>.Shared.Return(slots);
        ArrayPool<ulong>.Shared.Return(pairs);
        return count;
    }
}
