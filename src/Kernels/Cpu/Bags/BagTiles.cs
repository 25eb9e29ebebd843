using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// The tiles of a problem's columns, each with one table an order. Built by the thread that first asks, and kept for the others; a
/// problem whose tables could take more than the limit has each built again for every block of rows.
/// </summary>
internal sealed class BagTiles : IDisposable
{
    private readonly BagFeatures _features;
    private readonly int _firstColumnItem;
    private readonly int _columns;
    private readonly bool _kept;
    private readonly Lock[] _gates;
    private readonly BagTile[]?[] _tiles;

    /// <summary>Tiles of a problem's columns.</summary>
    /// <param name="features">The bags.</param>
    /// <param name="firstColumnItem">The item of column 0.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="memoryLimit">Most bytes to keep.</param>
    public BagTiles(BagFeatures features, int firstColumnItem, int columns, long memoryLimit)
    {
        _features = features;
        _firstColumnItem = firstColumnItem;
        _columns = columns;
        _tiles = new BagTile[(columns + BitPlanes.Columns - 1) / BitPlanes.Columns][];
        _gates = new Lock[_tiles.Length];
        var bytes = 0L;
        for (var tile = 0; tile < _tiles.Length; tile++)
        {
            _gates[tile] = new();
            foreach (var order in features.Orders)
            {
                bytes += BagTile.Bytes(order, firstColumnItem + First(tile), Width(tile));
            }
        }

        _kept = bytes <= memoryLimit;
    }

    /// <summary>The tables of a tile, one an order; give them back with <see cref="Return"/>.</summary>
    public BagTile[] Rent(int tile)
    {
        if (!_kept)
        {
            return Build(tile);
        }

        if (Volatile.Read(ref _tiles[tile]) is { } known)
        {
            return known;
        }

        lock (_gates[tile])
        {
            return _tiles[tile] ??= Build(tile);
        }
    }

    /// <summary>Takes tables back.</summary>
    public void Return(BagTile[] tables)
    {
        if (!_kept)
        {
            Release(tables);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tables in _tiles)
        {
            Release(tables ?? []);
        }
    }

    private static void Release(BagTile[] tables)
    {
        foreach (var table in tables)
        {
            table.Dispose();
        }
    }

    private static int First(int tile) => tile * BitPlanes.Columns;

    private int Width(int tile) => Math.Min(BitPlanes.Columns, _columns - First(tile));

    private BagTile[] Build(int tile)
    {
        var tables = new BagTile[_features.Orders.Length];
        for (var order = 0; order < tables.Length; order++)
        {
            tables[order] = new BagTile(_features.Orders[order], _firstColumnItem + First(tile), Width(tile));
        }

        return tables;
    }
}
