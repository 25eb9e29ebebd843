using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>Names n-grams by dense ids, in order of first appearance: an n-gram is an (n-1)-gram and one id more.</summary>
internal static class GramTable
{
    // Up to this many possible pairs are looked up by address, more by hash.
    private const int DirectLimit = 1 << 20;

    // Nor more than so many for each token: all of them are cleared.
    private const int DirectPerToken = 32;

    /// <summary>Makes n-grams out of (n-1)-grams; returns how many distinct ones there are.</summary>
    /// <param name="sequences">Row i holds item i's ids.</param>
    /// <param name="grams">At p the (n-1)-gram that starts there; afterwards the n-gram, where one starts.</param>
    /// <param name="gramCount">Number of distinct (n-1)-grams.</param>
    /// <param name="alphabetSize">Number of distinct ids.</param>
    /// <param name="n">The new order, at least 2.</param>
    public static int Extend(RaggedRows<int> sequences, Span<int> grams, int gramCount, int alphabetSize, int n) =>
        (long)gramCount * alphabetSize <= Math.Min(DirectLimit, (long)DirectPerToken * grams.Length)
            ? ExtendDirectly(sequences, grams, gramCount, alphabetSize, n)
            : ExtendByHash(sequences, grams, n);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int ExtendDirectly(RaggedRows<int> sequences, Span<int> grams, int gramCount, int alphabetSize, int n)
    {
        var rented = ArrayPool<int>.Shared.Rent(gramCount * alphabetSize);
        var table = rented.AsSpan(0, gramCount * alphabetSize); // id + 1, 0 where free
        table.Clear();
        var values = sequences.Values;
        var count = 0;
        for (var i = 0; i < sequences.Count; i++)
        {
            var last = sequences.Offsets[i + 1] - n;
            for (var p = sequences.Offsets[i]; p <= last; p++)
            {
                // No branch on whether the n-gram is new, which cannot be predicted.
                ref var entry = ref table[grams[p] * alphabetSize + values[p + n - 1]];
                var isNew = (entry - 1) >> 31; // all bits where it is
                entry += (count + 1) & isNew;
                count -= isNew;
                grams[p] = entry - 1;
            }
        }

        ArrayPool<int>.Shared.Return(rented);
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
                for (var slot = (int)SpanHash.Of(pair) & mask; ; slot = (slot + 1) & mask)
                {
                    // Nor here: what is known is written again.
                    ref var entry = ref slots[slot];
                    var isNew = (entry - 1) >> 31;
                    var id = entry - 1 + (isNew & (count + 1));
                    if (((pairs[id] ^ pair) & ~(ulong)isNew) != 0)
                    {
                        continue;
                    }

                    pairs[id] = pair;
                    entry = id + 1;
                    count -= isNew;
                    grams[p] = id;
                    break;
                }
            }
        }

        ArrayPool<int>.Shared.Return(slots);
        ArrayPool<ulong>.Shared.Return(pairs);
        return count;
    }
}
