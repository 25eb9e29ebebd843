using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// The bags of up to <see cref="BitPlanes.Columns"/> items as one bit row a symbol: bit c is set where column c's bag holds
/// it. Only symbols that occur in the tile have a row of their own; the others share row 0, which is empty.
/// </summary>
internal sealed unsafe class BagTile : IDisposable
{
    private readonly RaggedRows<int> _bags;
    private readonly AlignedMemory _rowOf;
    private readonly AlignedMemory _table;
    private readonly int _nothing;
    private int[] _items = [];
    private int _first;
    private int _count;

    /// <summary>A table for any tile whose symbols fit, still without columns.</summary>
    /// <param name="order">The bags of all items.</param>
    /// <param name="symbols">Most symbols that a tile has; see <see cref="Symbols"/>.</param>
    public BagTile(BagOrder order, long symbols)
    {
        _bags = order.Bags;
        _nothing = order.SymbolCount;
        _rowOf = AlignedMemory.Rent((order.SymbolCount + 1L) * sizeof(int));
        new Span<int>(_rowOf.Start, order.SymbolCount + 1).Clear();
        _table = AlignedMemory.Rent((symbols + 1) * BitPlanes.Words * sizeof(ulong));
        Vector512<ulong>.Zero.Store((ulong*)_table.Start);
    }

    /// <summary>Slots of scores in a table; null where a table would not pay.</summary>
    public CountSlots? Slots { get; private set; }

    /// <summary>Size of the largest bag among the columns.</summary>
    public int LongestBag { get; private set; }

    /// <summary>Most symbols that have a row where the tile's columns are these items.</summary>
    public static long Symbols(BagOrder order, ReadOnlySpan<int> items)
    {
        var symbols = 0L;
        foreach (var item in items)
        {
            symbols += order.Bags.LengthOf(item);
        }

        return Math.Min(symbols, order.SymbolCount);
    }

    /// <summary>Memory of a tile, in bytes.</summary>
    public static long Bytes(BagOrder order, long symbols) =>
        (symbols + 1) * BitPlanes.Words * sizeof(ulong) + (order.SymbolCount + 1L) * sizeof(int);

    /// <summary>Makes the columns items[first..first + count - 1], at most <see cref="BitPlanes.Columns"/>.</summary>
    /// <param name="items">The items of all columns.</param>
    /// <param name="first">The tile's first column.</param>
    /// <param name="count">Its columns.</param>
    /// <param name="tabled">Whether scores may be looked up by <see cref="Slots"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fill(int[] items, int first, int count, bool tabled)
    {
        Forget();
        (_items, _first, _count) = (items, first, count);
        Slots = tabled ? CountSlots.Of(_bags, items.AsSpan(first, count)) : null;
        LongestBag = 0;
        var rowOf = (int*)_rowOf.Start;
        var table = (ulong*)_table.Start;
        var end = BitPlanes.Words;
        for (var column = 0; column < count; column++)
        {
            var word = table + BitPlanes.WordOf(column);
            var bit = BitPlanes.BitOf(column);
            var bag = _bags[items[first + column]];
            LongestBag = Math.Max(LongestBag, bag.Length);
            foreach (var symbol in bag)
            {
                var row = rowOf[symbol];
                if (row == 0)
                {
                    row = rowOf[symbol] = end;
                    Vector512<ulong>.Zero.Store(table + row);
                    end += BitPlanes.Words;
                }

                word[row] |= bit;
            }
        }
    }

    /// <summary>The shared counts of an item and every column; each must be below 256.</summary>
    /// <param name="item">The item.</param>
    /// <param name="counts">Receives <see cref="BitPlanes.Columns"/> whole numbers.</param>
    [SkipLocalsInit]
    public void Count(int item, byte* counts)
    {
        fixed (int* bag = _bags[item])
        {
            var length = _bags.LengthOf(item);
            Add(bag, Math.Min(length, BitPlanes.MostRows), counts);
            if (length <= BitPlanes.MostRows)
            {
                return;
            }

            var part = stackalloc byte[BitPlanes.Columns];
            for (var done = BitPlanes.MostRows; done < length; done += BitPlanes.MostRows)
            {
                Add(bag + done, Math.Min(length - done, BitPlanes.MostRows), part);
                for (var c = 0; c < BitPlanes.Columns; c += Vector512<byte>.Count)
                {
                    (Vector512.Load(counts + c) + Vector512.Load(part + c)).Store(counts + c);
                }
            }
        }
    }

    /// <summary>The shared counts of an item and every column, of any size.</summary>
    /// <param name="item">The item.</param>
    /// <param name="counts">Receives <see cref="BitPlanes.Columns"/> whole numbers.</param>
    [SkipLocalsInit]
    public void Count(int item, int* counts)
    {
        new Span<int>(counts, BitPlanes.Columns).Clear();
        var part = stackalloc byte[BitPlanes.Columns];
        fixed (int* bag = _bags[item])
        {
            var length = _bags.LengthOf(item);
            for (var done = 0; done < length; done += BitPlanes.MostRows)
            {
                Add(bag + done, Math.Min(length - done, BitPlanes.MostRows), part);
                for (var c = 0; c < BitPlanes.Columns; c += Vector512<byte>.Count)
                {
                    var (low, high) = Vector512.Widen(Vector512.Load(part + c));
                    Add(low, counts + c);
                    Add(high, counts + c + Vector512<ushort>.Count);
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Slots?.Dispose();
        _rowOf.Dispose();
        _table.Dispose();
    }

    // Undone symbol by symbol: the tile has far fewer than all items together.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Forget()
    {
        Slots?.Dispose();
        var rowOf = (int*)_rowOf.Start;
        for (var column = 0; column < _count; column++)
        {
            foreach (var symbol in _bags[_items[_first + column]])
            {
                rowOf[symbol] = 0;
            }
        }
    }

    private void Add(int* bag, int length, byte* counts) =>
        BitPlanes.Count((ulong*)_table.Start, (int*)_rowOf.Start, bag, length, _nothing, counts);

    private static void Add(Vector512<ushort> more, int* counts)
    {
        var (low, high) = Vector512.Widen(more);
        (Vector512.Load(counts) + low.AsInt32()).Store(counts);
        counts += Vector512<int>.Count;
        (Vector512.Load(counts) + high.AsInt32()).Store(counts);
    }
}
