using Accelerated.Metrics;
using ILGPU;

namespace Accelerated.Kernels.Gpu;

/// <summary>
/// Scores of pairs of bags of any size: a warp takes a row, a lane a column. Each symbol of the row costs one look-up for all 32
/// columns, and each lane counts its own bit.
/// </summary>
internal static class BagPairs
{
    public static void Kernel<TScore, TSink>(
        ArrayView<Tile> tiles, ArrayView<BagStrip> strips, int firstStrip, BagRows bags, ArrayView<uint> masks, TScore score, TSink sink)
        where TScore : unmanaged, IBagScore where TSink : struct, IDeviceSink
    {
        var tile = tiles[Grid.IdxX];
        var lanes = sink.Begin(tile);
        for (var start = 0; start < tile.Columns; start += Tile.Lanes)
        {
            var strip = strips[tile.Strip - firstStrip + start / Tile.Lanes];
            var column = start + Group.IdxX;
            var live = column < tile.Columns;
            var item = tile.Column + (live ? column : start);
            for (var row = Group.IdxY; row < tile.Rows; row += Group.DimY)
            {
                var fold = default(BagFold<DeviceReal>);
                for (var order = 0; order < bags.Orders; order++)
                {
                    var at = order * bags.Stride;
                    var first = bags.Offsets[at + tile.Row + row];
                    var end = bags.Offsets[at + tile.Row + row + 1];
                    var shared = 0u;
                    for (var k = first; k < end; k++)
                    {
                        shared += (masks[strip.Masks + (long)bags.Symbols[k] * strip.Stride] >> Group.IdxX) & 1;
                    }

                    var common = new DeviceReal(shared);
                    var hypothesis = new DeviceReal(end - first);
                    var reference = new DeviceReal(bags.Offsets[at + item + 1] - bags.Offsets[at + item]);
                    fold = score.Add(fold, order, common, hypothesis, reference);
                }

                if (live)
                {
                    var value = score.Finish(fold);
                    sink.Put(lanes, tile, row, column, value);
                }
            }
        }

        sink.End(lanes, tile);
    }
}
