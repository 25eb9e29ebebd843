using System.Buffers;

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
    private static BagOrder Occurrences(RaggedRows<int> sequences, ReadOnlySpan<int> grams, int gramCount, int n, bool asSets)
    {
        var offsets = new int[sequences.Count + 1];
        var symbols = GC.AllocateUninitializedArray<int>(grams.Length);
        var latest = ArrayPool<(int Item, int Symbol)>.Shared.Rent(Math.Max(1, gramCount));
        latest.AsSpan(0, gramCount).Fill((-1, -1));
        var next = ArrayPool<int>.Shared.Rent(Math.Max(1, gramCount + grams.Length));
        next.AsSpan(0, gramCount).Fill(-1);
        var symbolCount = gramCount;
        var used = 0;
        for (var i = 0; i < sequences.Count; i++)
        {
            var last = sequences.Offsets[i + 1] - n;
            for (var p = sequences.Offsets[i]; p <= last; p++)
            {
                var gram = grams[p];
                ref var seen = ref latest[gram];
                if (seen.Item != i)
                {
                    seen = (i, gram);
                    symbols[used++] = gram;
                }
                else if (!asSets)
                {
                    var symbol = next[seen.Symbol];
                    if (symbol < 0)
                    {
                        symbol = symbolCount++;
                        next[seen.Symbol] = symbol;
                        next[symbol] = -1;
                    }

                    seen.Symbol = symbol;
                    symbols[used++] = symbol;
                }
            }

            offsets[i + 1] = used;
        }

        ArrayPool<(int Item, int Symbol)>.Shared.Return(latest);
        ArrayPool<int>.Shared.Return(next);
        return new BagOrder(new RaggedRows<int>(offsets, symbols), symbolCount);
    }
}
