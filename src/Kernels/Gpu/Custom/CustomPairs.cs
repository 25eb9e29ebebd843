using Accelerated.Metrics;
using ILGPU;

namespace Accelerated.Kernels.Gpu;

/// <summary>Scores of pairs by a user's own struct: a thread a pair.</summary>
internal static class CustomPairs
{
    public static void Kernel<TElement, TScore, TSink>(
        ArrayView<Tile> tiles, ArrayView<int> offsets, ArrayView<TElement> values, TScore score, TSink sink)
        where TElement : unmanaged where TScore : unmanaged, IPairScore<TElement> where TSink : struct, IDeviceSink
    {
        var tile = tiles[Grid.IdxX];
        var lanes = sink.Begin(tile);
        for (var row = Group.IdxY; row < tile.Rows; row += Group.DimY)
        {
            var left = offsets[tile.Row + row];
            var hypothesis = new DeviceRow<TElement>(values, left, offsets[tile.Row + row + 1] - left);
            for (var column = Group.IdxX; column < tile.Columns; column += Tile.Lanes)
            {
                var right = offsets[tile.Column + column];
                var reference = new DeviceRow<TElement>(values, right, offsets[tile.Column + column + 1] - right);
                var value = new DeviceReal(score.Score(hypothesis, reference));
                sink.Put(lanes, tile, row, column, value);
            }
        }

        sink.End(lanes, tile);
    }
}
