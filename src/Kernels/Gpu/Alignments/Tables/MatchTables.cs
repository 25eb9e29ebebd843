using ILGPU;

namespace Accelerated.Kernels.Gpu;

/// <summary>Builds the match tables of strips: bit p of a token's words is set where the pattern's token p is that token.</summary>
internal static class MatchTables
{
    /// <summary>A warp takes a strip, a lane its own pattern, so no two threads write a word. The tables are zero before.</summary>
    public static void Kernel(
        ArrayView<PatternStrip> strips, int count, ArrayView<int> offsets, ArrayView<int> tokens, ArrayView<int> map, ArrayView<ulong> tables)
    {
        var index = Grid.IdxX * Group.DimY + Group.IdxY;
        if (index >= count)
        {
            return;
        }

        var strip = strips[index];
        if (Group.IdxX >= strip.Lanes)
        {
            return;
        }

        var first = offsets[strip.Item + Group.IdxX];
        var length = offsets[strip.Item + Group.IdxX + 1] - first;
        for (var p = 0; p < length; p++)
        {
            var row = map[strip.Map + tokens[first + p]];
            var place = strip.Table + row + (p >> 6) * Tile.Lanes + Group.IdxX;
            tables[place] = tables[place] | (1UL << (p & 63));
        }
    }
}
