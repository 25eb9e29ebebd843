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
        var grams = sequences.Values.ToArray();
        var gramCount = alphabetSize;
        var orders = new List<BagOrder>();
        for (var n = 1; n <= lastOrder; n++)
        {
            if (n > 1)
            {
                gramCount = Extend(sequences, grams, n);
            }

            if (n >= firstOrder)
            {
                orders.Add(Occurrences(sequences, grams, gramCount, n, asSets));
            }
        }

        return new BagFeatures([.. orders]);
    }

    // grams[p] names the (n-1)-gram that starts at p; afterwards the n-gram.
    private static int Extend(RaggedRows<int> sequences, int[] grams, int n)
    {
        var ids = new Dictionary<long, int>();
        for (var i = 0; i < sequences.Count; i++)
        {
            for (var p = sequences.Offsets[i]; p + n <= sequences.Offsets[i + 1]; p++)
            {
                var key = ((long)grams[p] << 32) | (uint)sequences.Values[p + n - 1];
                if (!ids.TryGetValue(key, out var id))
                {
                    id = ids.Count;
                    ids.Add(key, id);
                }

                grams[p] = id;
            }
        }

        return ids.Count;
    }

    // Symbol chains: first[g] is the symbol of a gram's first copy, next[s] that of the copy after s.
    private static BagOrder Occurrences(RaggedRows<int> sequences, int[] grams, int gramCount, int n, bool asSets)
    {
        var offsets = new int[sequences.Count + 1];
        var symbols = new int[grams.Length];
        var first = new int[gramCount];
        Array.Fill(first, -1);
        var latest = new int[gramCount];
        var seenBy = new int[gramCount];
        Array.Fill(seenBy, -1);
        var next = new List<int>();
        var used = 0;
        for (var i = 0; i < sequences.Count; i++)
        {
            for (var p = sequences.Offsets[i]; p + n <= sequences.Offsets[i + 1]; p++)
            {
                var gram = grams[p];
                int symbol;
                if (seenBy[gram] != i)
                {
                    seenBy[gram] = i;
                    symbol = first[gram] >= 0 ? first[gram] : first[gram] = Add(next);
                }
                else if (asSets)
                {
                    continue;
                }
                else
                {
                    symbol = next[latest[gram]];
                    if (symbol < 0)
                    {
                        symbol = Add(next);
                        next[latest[gram]] = symbol;
                    }
                }

                latest[gram] = symbol;
                symbols[used++] = symbol;
            }

            offsets[i + 1] = used;
        }

        return new BagOrder(new RaggedRows<int>(offsets, symbols), next.Count);
    }

    private static int Add(List<int> next)
    {
        next.Add(-1);
        return next.Count - 1;
    }
}
