using System.Collections.Concurrent;
using System.Runtime.Intrinsics.X86;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// The tiles of a problem's columns, each with one table an order. Built by the thread that first needs it, and kept for the others, which
/// build other tables instead of waiting. A problem whose tables could take more than the limit has a few, filled anew for every tile and
/// block of rows.
/// </summary>
internal sealed class BagTiles : IDisposable
{
    private readonly BagFeatures _features;
    private readonly int[] _items; // of the columns
    private readonly long[] _mostSymbols; // by order
    private readonly BagTile?[][] _tables; // by tile and order
    private readonly Lock[][] _gates;
    private readonly ConcurrentBag<BagTile[]> _idle = []; // where they are not kept

    /// <summary>Tiles of a problem's columns.</summary>
    /// <param name="features">The bags.</param>
    /// <param name="items">The items of the columns.</param>
    /// <param name="memoryLimit">Most bytes to keep.</param>
    public BagTiles(BagFeatures features, int[] items, long memoryLimit)
    {
        _features = features;
        _items = items;
        _mostSymbols = new long[features.Orders.Length];
        _tables = new BagTile?[(items.Length + BitPlanes.Columns - 1) / BitPlanes.Columns][];
        _gates = new Lock[_tables.Length][];
        var bytes = 0L;
        for (var tile = 0; tile < _tables.Length; tile++)
        {
            _tables[tile] = new BagTile?[features.Orders.Length];
            _gates[tile] = new Lock[features.Orders.Length];
            for (var order = 0; order < features.Orders.Length; order++)
            {
                _gates[tile][order] = new();
                var symbols = Symbols(tile, order);
                _mostSymbols[order] = Math.Max(_mostSymbols[order], symbols);
                bytes += BagTile.Bytes(features.Orders[order], symbols);
            }
        }

        AreKept = bytes <= memoryLimit;
    }

    /// <summary>Whether a table once filled is kept for every block of rows.</summary>
    public bool AreKept { get; }

    /// <summary>The tables of a tile, one an order; give them back with <see cref="Return"/>.</summary>
    public BagTile[] Rent(int tile)
    {
        if (!AreKept)
        {
            if (!_idle.TryTake(out var some))
            {
                some = [.. _mostSymbols.Select((symbols, order) => new BagTile(_features.Orders[order], symbols))];
            }

            foreach (var table in some)
            {
                Fill(table, tile);
            }

            return some;
        }

        if (!BuildFree(tile))
        {
            for (var later = tile + 1; later < _tables.Length && !IsComplete(tile); later++)
            {
                BuildFree(later);
            }
        }

        var tables = new BagTile[_features.Orders.Length];
        for (var order = 0; order < tables.Length; order++)
        {
            tables[order] = Volatile.Read(ref _tables[tile][order]) ?? Await(tile, order);
        }

        return tables;
    }

    /// <summary>Takes tables back.</summary>
    public void Return(BagTile[] tables)
    {
        if (!AreKept)
        {
            _idle.Add(tables);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tables in _tables.Concat(_idle))
        {
            Release(tables);
        }
    }

    private static void Release(BagTile?[] tables)
    {
        foreach (var table in tables)
        {
            table?.Dispose();
        }
    }

    private static int First(int tile) => tile * BitPlanes.Columns;

    private int Count(int tile) => Math.Min(BitPlanes.Columns, _items.Length - First(tile));

    private long Symbols(int tile, int order) => BagTile.Symbols(_features.Orders[order], _items.AsSpan(First(tile), Count(tile)));

    private bool IsComplete(int tile)
    {
        for (var order = 0; order < _gates[tile].Length; order++)
        {
            if (Volatile.Read(ref _tables[tile][order]) is null)
            {
                return false;
            }
        }

        return true;
    }

    // Builds a tile's tables but those that another thread is building; whether all are there then.
    private bool BuildFree(int tile)
    {
        for (var order = 0; order < _gates[tile].Length; order++)
        {
            if (Volatile.Read(ref _tables[tile][order]) is null && _gates[tile][order].TryEnter())
            {
                try
                {
                    Publish(tile, order);
                }
                finally
                {
                    _gates[tile][order].Exit();
                }
            }
        }

        return IsComplete(tile);
    }

    private BagTile Await(int tile, int order)
    {
        lock (_gates[tile][order])
        {
            return Publish(tile, order);
        }
    }

    private BagTile Publish(int tile, int order)
    {
        if (_tables[tile][order] is { } known)
        {
            return known;
        }

        var table = new BagTile(_features.Orders[order], Symbols(tile, order));
        Fill(table, tile);
        Volatile.Write(ref _tables[tile][order], table);
        return table;
    }

    private void Fill(BagTile table, int tile) =>
        table.Fill(_items, First(tile), Count(tile), tabled: _features.Orders.Length == 1 && Avx512Vbmi.IsSupported);
}
