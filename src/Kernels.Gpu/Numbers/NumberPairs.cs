using Accelerated.Metrics;
using ILGPU;

namespace Accelerated.Kernels.Gpu;

/// <summary>Scores of pairs of numbers: a warp takes a row, a lane a column.</summary>
internal static class NumberPairs
{
    public static void Kernel<TScore, TSink>(ArrayView<Tile> tiles, ArrayView<double> values, TScore score, TSink sink)
        where TScore : unmanaged, INumberScore where TSink : struct, IDeviceSink
    {
        var tile = tiles[Grid.IdxX];
        var lanes = sink.Begin(tile);
        for (var row = Group.IdxY; row < tile.Rows; row += Group.DimY)
        {
            var hypothesis = new DeviceReal(values[tile.Row + row]);
            for (var column = Group.IdxX; column < tile.Columns; column += Tile.Lanes)
            {
                var reference = new DeviceReal(values[tile.Column + column]);
                var value = score.Score(hypothesis, reference);
                sink.Put(lanes, tile, row, column, value);
            }
        }

        sink.End(lanes, tile);
    }
}
