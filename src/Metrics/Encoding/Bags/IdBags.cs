using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Accelerated.Metrics;

/// <summary>
/// Bags of a model's token ids in one pass: an id's symbol is looked up by address, so that neither the ids nor their copies are named
/// first. Symbols are numbered in order of first appearance, those of copies among them.
/// </summary>
internal static class IdBags
{
    // An entry is filled for each id up to the largest one; of more than so many for each token, most would be filled for nothing.
    private const int EntriesPerToken = 4;
    private const int LeastEntries = 256;
    private const int MostEntries = 1 << 28;
    private const int Unseen = int.MinValue;

    /// <summary>
    /// The bags; null where an item has no ids, or where an id is negative or large for so few tokens: ids are then named first, and what
    /// was done is lost.
    /// </summary>
    public static BagFeatures? Encode(IReadOnlyList<Candidate> items)
    {
        var offsets = new int[items.Count + 1];
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i].Tokens is not { } tokens)
            {
                return null;
            }

            offsets[i + 1] = checked(offsets[i] + tokens.Count);
        }

        var symbols = GC.AllocateUninitializedArray<int>(offsets[^1]);
        var count = Fill(items, offsets, symbols);
        return count < 0 ? null : new BagFeatures([new BagOrder(new RaggedRows<int>(offsets, symbols), count)]);
    }

    // Fills in the symbols; returns how many distinct ones there are, or -1.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Fill(IReadOnlyList<Candidate> items, int[] offsets, int[] symbols)
    {
        var most = Math.Clamp(EntriesPerToken * (long)symbols.Length, LeastEntries, MostEntries);
        var table = ArrayPool<Id>.Shared.Rent(LeastEntries);
        var size = 0; // a power of two
        var next = ArrayPool<int>.Shared.Rent(Math.Max(1, symbols.Length));
        var count = 0;
        for (var i = 0; i < offsets.Length - 1 && count >= 0; i++)
        {
            var ids = ListSpan.Of(items[i].Tokens!)[..(offsets[i + 1] - offsets[i])];
            var row = symbols.AsSpan(offsets[i], ids.Length);
            for (var done = 0; (done += Put(ids[done..], row[done..], table.AsSpan(0, size), next, ref count)) < ids.Length;)
            {
                var id = ids[done];
                if (id < 0 || id >= most)
                {
                    count = -1;
                    break;
                }

                var larger = Math.Max(Math.Max(LeastEntries, size), (int)BitOperations.RoundUpToPowerOf2((uint)id + 1));
                Pooled.Grow(ref table, size, larger);
                table.AsSpan(size, larger - size).Fill(new Id { First = Unseen, Upcoming = Unseen });
                size = larger;
            }

            if (count >= 0)
            {
                Forget(ids, table.AsSpan(0, size));
            }
        }

        Pooled.Return(ref table);
        ArrayPool<int>.Shared.Return(next);
        return count;
    }

    // The symbols of an item's ids up to the first that is beyond the table; returns how many those are. next[s] is the symbol of the copy
    // after s, and ~s where no item had such a copy yet; it has room for as many symbols as there are ids in all. What is the caller's, the
    // ids, is read once and checked; all else is ours, and no check of it would ever fail.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static int Put(ReadOnlySpan<int> ids, Span<int> symbols, Span<Id> table, int[] next, ref int symbolCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(symbols.Length, ids.Length, nameof(symbols));
        ref var entries = ref MemoryMarshal.GetReference(table);
        ref var after = ref MemoryMarshal.GetArrayDataReference(next);
        ref var put = ref MemoryMarshal.GetReference(symbols);
        var count = symbolCount;
        var k = 0;
        for (; k < ids.Length; k++)
        {
            var id = ids[k];
            if ((uint)id >= (uint)table.Length)
            {
                break;
            }

            ref var entry = ref Unsafe.Add(ref entries, (uint)id);
            var symbol = entry.Upcoming;
            if (symbol < 0)
            {
                if (symbol == Unseen)
                {
                    entry.First = count;
                }
                else
                {
                    Unsafe.Add(ref after, ~symbol) = count;
                }

                symbol = count++;
                Unsafe.Add(ref after, symbol) = ~symbol;
            }

            entry.Upcoming = Unsafe.Add(ref after, (uint)symbol);
            Unsafe.Add(ref put, (uint)k) = symbol;
        }

        symbolCount = count;
        return k;
    }

    // The next item's copies are counted anew. Another thread may have written to the ids since: whatever they are now, the mask keeps to
    // the table.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Forget(ReadOnlySpan<int> ids, Span<Id> table)
    {
        ref var entries = ref MemoryMarshal.GetReference(table);
        var mask = table.Length - 1;
        foreach (var id in ids)
        {
            ref var entry = ref Unsafe.Add(ref entries, (uint)(id & mask));
            entry.Upcoming = entry.First;
        }
    }

    private struct Id
    {
        /// <summary>The symbol of an item's first copy.</summary>
        public int First;

        /// <summary>The symbol of the next copy in the item at hand; below 0 where none is known.</summary>
        public int Upcoming;
    }
}
