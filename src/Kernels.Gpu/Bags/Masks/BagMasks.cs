using ILGPU;

namespace Accelerated.Kernels.Gpu;

/// <summary>Builds the masks of strips: bit l of a symbol's mask is set where the bag of lane l holds the symbol.</summary>
internal static class BagMasks
{
    /// <summary>A group takes a strip, a warp its bags in turn, a lane a symbol. The masks are zero before.</summary>
    public static void Kernel(ArrayView<BagStrip> strips, BagRows bags, ArrayView<uint> masks)
    {
        var strip = strips[Grid.IdxX];
        for (var order = 0; order < bags.Orders; order++)
        {
            for (var lane = Group.IdxY; lane < strip.Lanes; lane += Group.DimY)
            {
                var row = order * bags.Stride + strip.Item + lane;
                var end = bags.Offsets[row + 1];
                for (var k = bags.Offsets[row] + Group.IdxX; k < end; k += Tile.Lanes)
                {
                    Atomic.Or(ref masks[strip.Masks + (long)bags.Symbols[k] * strip.Stride], 1u << lane);
                }
            }
        }
    }
}
