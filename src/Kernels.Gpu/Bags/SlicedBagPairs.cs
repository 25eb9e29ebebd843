using Accelerated.Metrics;
using ILGPU;

namespace Accelerated.Kernels.Gpu;

/// <summary>
/// As <see cref="BagPairs"/>, for rows whose bags hold at most <see cref="CountPlanes.Most"/> symbols and metrics of at most
/// <see cref="StripCounts.Slots"/> orders. First shared symbols are counted for 32 columns at once; then a warp takes a row, a lane a
/// column, and the score is computed.
/// </summary>
internal static class SlicedBagPairs
{
    public static void Kernel<TScore, TSink>(
        ArrayView<Tile> tiles, ArrayView<BagStrip> strips, int firstStrip, BagRows bags, ArrayView<uint> masks, TScore score, TSink sink)
        where TScore : unmanaged, IBagScore where TSink : struct, IDeviceSink
    {
        var tile = tiles[Grid.IdxX];
        var lanes = sink.Begin(tile);
        var counts = SharedMemory.Allocate<CountPlanes>(StripCounts.Slots * Tile.MostRows);
        var bytes = counts.Cast<byte>();
        var laneByte = CountPlanes.ByteOf(Group.IdxX);
        var together = StripCounts.Slots / bags.Orders;
        var stripCount = (tile.Columns + Tile.Lanes - 1) / Tile.Lanes;
        for (var batch = 0; batch < stripCount; batch += together)
        {
            var width = IntrinsicMath.Min(together, stripCount - batch);
            var orderCounts = Tile.MostRows * width;
            Group.Barrier();
            StripCounts.Fill(tile, strips[tile.Strip - firstStrip + batch], width, bags, masks, counts);
            Group.Barrier();
            for (var row = Group.IdxY; row < tile.Rows; row += Group.DimY)
            {
                for (var s = 0; s < width; s++)
                {
                    var column = (batch + s) * Tile.Lanes + Group.IdxX;
                    if (column < tile.Columns)
                    {
                        var fold = default(BagFold<DeviceReal>);
                        for (var order = 0; order < bags.Orders; order++)
                        {
                            var at = order * bags.Stride;
                            var common = new DeviceReal(bytes[(order * orderCounts + row * width + s) * StripCounts.Bytes + laneByte]);
                            var hypothesis = new DeviceReal(bags.Sizes[at + tile.Row + row]);
                            var reference = new DeviceReal(bags.Sizes[at + tile.Column + column]);
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
