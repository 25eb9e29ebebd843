using System.Runtime.Intrinsics;

namespace Accelerated.Kernels.Cpu;

/// <summary>Shared counts of one row and a tile's columns, order by order; implemented by structs, one a width of the numbers.</summary>
internal interface ICounts
{
    /// <summary>Counts the shared symbols of an item with every column.</summary>
    void Fill(BagTile tile, int order, int item);

    /// <summary>Neighbouring columns' counts.</summary>
    TReal Load<TReal>(int order, int column) where TReal : unmanaged, ILanes<TReal>;

    /// <summary>Sixteen neighbouring columns' counts, each below 2^24.</summary>
    Vector512<float> LoadSingle(int order, int column);
}
