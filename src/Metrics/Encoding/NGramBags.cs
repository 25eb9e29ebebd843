using System.Buffers;
using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>Bags of n-grams out of sequences of dense ids.</summary>
public static class NGramBags
{
    /// <summary>The bags of orders <paramref name="firstOrder"/> to <paramref name="lastOrder"/>.</summary>
    /// <param name="sequences">Row i holds item i's ids.</param>
    /// <param name="alphabetSize">Number of distinct ids.</param>
    /// <param name="firstOrder">The least n, at least 1.</param>
    /// <param name="lastOrder">The largest n.</param>
    /// <param name="asSets">Whether copies are dropped.</param>
    public static BagFeatures Encode(RaggedRows<int> sequences, int alphabetSize, int firstOrder, int lastOrder, bool asSets)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        ArgumentOutOfRangeException.ThrowIfLessThan(firstOrder, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(lastOrder, firstOrder);
        var orders = new BagOrder[lastOrder - firstOrder + 1];
        if (firstOrder == 1)
        {
            orders[0] = Occurrences(sequences, sequences.Values, alphabetSize, 1, asSets);
        }

        if (lastOrder > 1)
        {
            // grams[p] names the n-gram that starts at p, one order after the other.
            var rented = ArrayPool<int>.Shared.Rent(Math.Max(1, sequences.Values.Length));
            var grams = rented.AsSpan(0, sequences.Values.Length);
            sequences.Values.CopyTo(grams);
            var count = alphabetSize;
            for (var n = 2; n <= lastOrder; n++)
            {
                count = GramTable.Extend(sequences, grams, count, alphabetSize, n);
                if (n >= firstOrder)
                {
                    orders[n - firstOrder] = Occurrences(sequences, grams, count, n, asSets);
                }
            }

            ArrayPool<int>.Shared.Return(rented);
        }

        return new BagFeatures(orders);
    }

    // A gram's first copy in an item is the symbol of the gram's own number; next[s] is the symbol of the copy after s, above all of those.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static BagOrder Occurrences(RaggedRows<int> sequences, ReadOnlySpan<int> grams, int gramCount, int n, bool asSets)
    {
        var offsets = new int[sequences.Count + 1];
        var symbols = GC.AllocateUninitializedArray<int>(grams.Length);
        var rentedLatest = ArrayPool<ulong>.Shared.Rent(Math.Max(1, gramCount));
        var latest = rentedLatest.AsSpan(0, gramCount); // per gram, in the upper half the last item that holds it, in the lower the symbol of its last copy there
        latest.Fill((ulong)uint.MaxValue << 32);
        var rentedNext = ArrayPool<int>.Shared.Rent(Math.Max(1, gramCount + grams.Length));
        var next = rentedNext.AsSpan(0, gramCount + grams.Length);
        next[..gramCount].Fill(-1);
        var symbolCount = gramCount;
        var used = 0;
        for (var i = 0; i < sequences.Count; i++)
        {
            var start = sequences.Offsets[i];
            var length = Math.Max(0, sequences.Offsets[i + 1] - start - n + 1);
            foreach (var gram in grams.Slice(start, length))
            {
                // No branch on whether the item holds the gram already, which cannot be foreseen.
                var seen = latest[gram];
                var again = (int)(((long)((seen >> 32) ^ (uint)i) - 1) >> 63); // all bits where it does
                var symbol = gram ^ ((gram ^ next[(int)(uint)seen]) & again);
                if (asSets)
                {
                    symbol = gram;
                }
                else if (symbol < 0)
                {
                    symbol = symbolCount++;
                    next[(int)(uint)seen] = symbol;
                    next[symbol] = -1;
                }

                latest[gram] = ((ulong)(uint)i << 32) | (uint)symbol;
                symbols[used] = symbol;
                used += asSets ? 1 + again : 1;
            }

            offsets[i + 1] = used;
        }

        ArrayPool<ulong>.Shared.Return(rentedLatest);
        ArrayPool<int>.Shared.Return(rentedNext);
        return new BagOrder(new RaggedRows<int>(offsets, symbols), symbolCount);
    }
}
