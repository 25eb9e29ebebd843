using Accelerated.Metrics;
using ILGPU;

namespace Accelerated.Kernels.Gpu;

/// <summary>
/// As <see cref="SlicedBagPairs"/>, for matrices of single precision and scores of one order that are divided there
/// (<see cref="IBagScore.IsWholeQuotient"/>).
/// </summary>
internal static class QuotientBagPairs
{
    public static void Kernel<TScore>(
        ArrayView<Tile> tiles, ArrayView<BagStrip> strips, int firstStrip, BagRows bags, ArrayView<uint> masks, TScore score,
        ArrayView<float> matrix)
        where TScore : unmanaged, IBagScore
    {
        var tile = tiles[Grid.IdxX];
        var counts = SharedMemory.Allocate<CountPlanes>(StripCounts.Slots * Tile.MostRows);
        var bytes = counts.Cast<byte>();
        var stripCount = (tile.Columns + Tile.Lanes - 1) / Tile.Lanes; // at most Slots
        StripCounts.Fill(tile, strips[tile.Strip - firstStrip], stripCount, bags, masks, counts);
        Group.Barrier();
        for (var row = Group.IdxY; row < tile.Rows; row += Group.DimY)
        {
            var hypothesis = new DeviceSingle(bags.Sizes[tile.Row + row]);
            var offset = row * stripCount * StripCounts.Bytes + CountPlanes.ByteOf(Group.IdxX);
            var line = matrix.SubView(tile.Output + row * tile.Stride, tile.Columns);
            for (var column = Group.IdxX; column < tile.Columns; column += Tile.Lanes)
            {
                var common = new DeviceSingle(bytes[offset]);
                var reference = new DeviceSingle(bags.Sizes[tile.Column + column]);
                var fold = score.Add(default(BagFold<DeviceSingle>), 0, common, hypothesis, reference);
                var value = score.Finish(fold);
                line[column] = value.Value;
                offset += StripCounts.Bytes;
            }
        }
    }
}
