using Accelerated.Metrics;
using ILGPU;

namespace Accelerated.Kernels.Gpu;

/// <summary>Scores of pairs by a user's own struct: a thread a pair, with scratch that it reuses from pair to pair.</summary>
internal static class CustomPairs
{
    /// <param name="tiles">The tiles.</param>
    /// <param name="offsets">Where each item's elements start.</param>
    /// <param name="values">The elements.</param>
    /// <param name="scratch">Scratch of every warp of the launch.</param>
    /// <param name="scratchPerWarp">Number of its cells a warp.</param>
    /// <param name="score">The user's score.</param>
    /// <param name="sink">Receives the scores.</param>
    public static void Kernel<TElement, TCell, TScore, TSink>(
        ArrayView<Tile> tiles,
        ArrayView<int> offsets,
        ArrayView<TElement> values,
        ArrayView<TCell> scratch,
        int scratchPerWarp,
        TScore score,
        TSink sink)
        where TElement : unmanaged
        where TCell : unmanaged
        where TScore : unmanaged, IScratchPairScore<TElement, TCell>
        where TSink : struct, IDeviceSink
    {
        var tile = tiles[Grid.IdxX];
        var lanes = sink.Begin(tile);
        var cells = new DeviceScratch<TCell>(scratch, (long)(Grid.IdxX * Group.DimY + Group.IdxY) * scratchPerWarp + Group.IdxX);
        for (var row = Group.IdxY; row < tile.Rows; row += Group.DimY)
        {
            var left = offsets[tile.Row + row];
            var hypothesis = new DeviceRow<TElement>(values, left, offsets[tile.Row + row + 1] - left);
            for (var column = Group.IdxX; column < tile.Columns; column += Tile.Lanes)
            {
                var right = offsets[tile.Column + column];
                var reference = new DeviceRow<TElement>(values, right, offsets[tile.Column + column + 1] - right);
                var value = new DeviceReal(score.Score(hypothesis, reference, cells));
                sink.Put(lanes, tile, row, column, value);
            }
        }

        sink.End(lanes, tile);
    }
}
