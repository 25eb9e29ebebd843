using ILGPU;

namespace Accelerated.Kernels.Gpu;

/// <summary>Builds the match tables of strips: bit p of a token's words is set where the pattern's token p is that token.</summary>
internal static class MatchTables
{
    /// <summary>
    /// A group takes a strip, a warp its patterns in turn, a lane a token. Map and tables are zero before. Rows are numbered in whatever
    /// order tokens are met; row 0 stays empty, and is that of every token that no pattern holds.
    /// </summary>
    public static void Kernel(
        ArrayView<PatternStrip> strips, ArrayView<int> offsets, ArrayView<int> tokens, ArrayView<int> map, ArrayView<ulong> tables)
    {
        var strip = strips[Grid.IdxX];
        var rows = SharedMemory.Allocate<int>(1);
        if (Group.IdxX == 0 && Group.IdxY == 0)
        {
            rows[0] = 0;
        }

        Group.Barrier();
        for (var lane = Group.IdxY; lane < strip.Lanes; lane += Group.DimY)
        {
            var end = offsets[strip.Item + lane + 1];
            for (var k = offsets[strip.Item + lane] + Group.IdxX; k < end; k += Tile.Lanes)
            {
                var entry = strip.Map + tokens[k];
                if (Atomic.CompareExchange(ref map[entry], 0, -1) == 0)
                {
                    map[entry] = (Atomic.Add(ref rows[0], 1) + 1) * strip.Words * Tile.Lanes;
                }
            }
        }

        Group.Barrier();
        for (var lane = Group.IdxY; lane < strip.Lanes; lane += Group.DimY)
        {
            var first = offsets[strip.Item + lane];
            var end = offsets[strip.Item + lane + 1];
            for (var k = first + Group.IdxX; k < end; k += Tile.Lanes)
            {
                var p = k - first;
                var row = map[strip.Map + tokens[k]];
                Atomic.Or(ref tables[strip.Table + row + (p >> 6) * Tile.Lanes + lane], 1UL << (p & 63));
            }
        }
    }
}
