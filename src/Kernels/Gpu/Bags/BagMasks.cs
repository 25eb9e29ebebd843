using ILGPU;

namespace Accelerated.Kernels.Gpu;

/// <summary>Builds the masks of strips: bit l of a symbol's mask is set where the bag of lane l holds the symbol.</summary>
internal static class BagMasks
{
    /// <summary>A warp takes a strip, a lane its own bags. The masks are zero before.</summary>
    public static void Kernel(ArrayView<BagStrip> strips, int count, BagRows bags, ArrayView<uint> masks)
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

        var bit = 1u << Group.IdxX;
        for (var order = 0; order < bags.Orders; order++)
        {
            var row = order * bags.Stride + strip.Item + Group.IdxX;
            var end = bags.Offsets[row + 1];
            for (var k = bags.Offsets[row]; k < end; k++)
            {
                Atomic.Or(ref masks[strip.Masks + bags.Symbols[k]], bit);
            }
        }
    }
}
