using Accelerated.Metrics;
using ILGPU;

namespace Accelerated.Kernels.Gpu;

/// <summary>
/// As <see cref="BagPairs"/>, for rows whose bags hold at most <see cref="CountPlanes.Most"/> symbols and metrics of at most
/// <see cref="Strips"/> orders. First a thread counts one row's bag against the 32 columns of a strip at once, in bit planes; then a warp
/// takes a row, a lane a column, and the score is computed. Several strips are counted together, so that every thread has a bag.
/// </summary>
internal static class SlicedBagPairs
{
    /// <summary>Strips x orders that are counted together.</summary>
    public const int Strips = 8;

    public static void Kernel<TScore, TSink>(
        ArrayView<Tile> tiles, ArrayView<BagStrip> strips, int firstStrip, BagRows bags, ArrayView<uint> masks, TScore score, TSink sink)
        where TScore : unmanaged, IBagScore where TSink : struct, IDeviceSink
    {
        var tile = tiles[Grid.IdxX];
        var lanes = sink.Begin(tile);
        var planes = SharedMemory.Allocate<CountPlanes>(Strips * Tile.MostRows);
        var together = Strips / bags.Orders;
        var stripCount = (tile.Columns + Tile.Lanes - 1) / Tile.Lanes;
        for (var batch = 0; batch < stripCount; batch += together)
        {
            var batchStrips = IntrinsicMath.Min(together, stripCount - batch);
            var slots = batchStrips * bags.Orders;
            Group.Barrier();
            for (var slot = Group.IdxY; slot < slots; slot += Group.DimY)
            {
                if (Group.IdxX < tile.Rows)
                {
                    var order = slot % bags.Orders;
                    var strip = strips[tile.Strip - firstStrip + batch + slot / bags.Orders];
                    var row = order * bags.Stride + tile.Row + Group.IdxX;
                    var end = bags.Offsets[row + 1];
                    var counters = default(CountPlanes);
                    for (var k = bags.Offsets[row]; k < end; k++)
                    {
                        counters = CountPlanes.Add(counters, masks[strip.Masks + bags.Symbols[k]]);
                    }

                    planes[slot * Tile.MostRows + Group.IdxX] = CountPlanes.Sized(counters, end - bags.Offsets[row]);
                }
            }

            Group.Barrier();
            for (var s = 0; s < batchStrips; s++)
            {
                var column = (batch + s) * Tile.Lanes + Group.IdxX;
                if (column < tile.Columns)
                {
                    for (var row = Group.IdxY; row < tile.Rows; row += Group.DimY)
                    {
                        var fold = default(BagFold<DeviceReal>);
                        for (var order = 0; order < bags.Orders; order++)
                        {
                            var right = order * bags.Stride + tile.Column + column;
                            var counters = planes[(s * bags.Orders + order) * Tile.MostRows + row];
                            var common = new DeviceReal(CountPlanes.Count(counters, Group.IdxX));
                            var hypothesis = new DeviceReal(CountPlanes.Size(counters));
                            var reference = new DeviceReal(bags.Offsets[right + 1] - bags.Offsets[right]);
                            fold = score.Add(fold, order, common, hypothesis, reference);
                        }

                        var value = score.Finish(fold);
                        sink.Put(lanes, tile, row, column, value);
                    }
                }
            }
        }

        sink.End(lanes, tile);
    }
}
