using System.Buffers;
using System.Runtime.CompilerServices;

namespace Accelerated.Metrics;

/// <summary>Bags of n-grams out of sequences of dense ids.</summary>
internal static class NGramBags
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static BagOrder Occurrences(RaggedRows<int> sequences, ReadOnlySpan<int> grams, int gramCount, int n, bool asSets)
    {
        var offsets = new int[sequences.Count + 1];
        var symbols = GC.AllocateUninitializedArray<int>(grams.Length);
        var rentedState = ArrayPool<int>.Shared.Rent(Math.Max(1, gramCount));
        var rentedNext = ArrayPool<int>.Shared.Rent(Math.Max(1, gramCount + grams.Length));
        var state = rentedState.AsSpan(0, gramCount); // of an n-gram: its upcoming symbol, or for sets the last item that held it
        var next = rentedNext.AsSpan(0, gramCount + grams.Length);
        for (var gram = 0; gram < gramCount; gram++)
        {
            state[gram] = asSets ? -1 : gram;
            next[gram] = ~gram;
        }

        var symbolCount = gramCount;
        var used = 0;
        for (var i = 0; i < sequences.Count; i++)
        {
            var start = sequences.Offsets[i];
            var row = grams.Slice(start, Math.Max(0, sequences.Offsets[i + 1] - start - n + 1));
            if (asSets)
            {
                used += PutDistinct(row, symbols.AsSpan(used), state, i);
            }
            else
            {
                symbolCount = PutCopies(row, symbols.AsSpan(used, row.Length), state, next, symbolCount);
                Forget(row, state);
                used += row.Length;
            }

            offsets[i + 1] = used;
        }

        ArrayPool<int>.Shared.Return(rentedState);
        ArrayPool<int>.Shared.Return(rentedNext);
        return new BagOrder(new RaggedRows<int>(offsets, symbols), symbolCount);
    }

    // The symbols of an item's n-grams; returns how many symbols there are then. upcoming[g] is the symbol of the next copy of g, at first
    // that of the number g itself; next[s] that of the copy after s, and ~s where no item had such a copy yet. A loop of its own keeps all
    // in registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static int PutCopies(ReadOnlySpan<int> grams, Span<int> symbols, Span<int> upcoming, Span<int> next, int symbolCount)
    {
        for (var k = 0; k < grams.Length; k++)
        {
            ref var entry = ref upcoming[grams[k]];
            var symbol = entry;
            if (symbol < 0)
            {
                next[~symbol] = symbolCount;
                symbol = symbolCount++;
                next[symbol] = ~symbol;
            }

            entry = next[symbol];
            symbols[k] = symbol;
        }

        return symbolCount;
    }

    // The next item's copies are counted anew.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Forget(ReadOnlySpan<int> grams, Span<int> upcoming)
    {
        foreach (var gram in grams)
        {
            upcoming[gram] = gram;
        }
    }

    // An item's n-grams without copies; returns how many. latest[g] is the last item that held g.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static int PutDistinct(ReadOnlySpan<int> grams, Span<int> symbols, Span<int> latest, int item)
    {
        // No branch on whether the item holds the gram already, which cannot be predicted.
        var used = 0;
        foreach (var gram in grams)
        {
            ref var entry = ref latest[gram];
            symbols[used] = gram;
            used += entry == item ? 0 : 1;
            entry = item;
        }

        return used;
    }
}
