using ILGPU;

namespace Accelerated.Kernels.Gpu;

/// <summary>The bags of a batch on the device. A symbol is counted over all orders of its problem.</summary>
internal struct BagRows
{
    /// <summary>Number of orders.</summary>
    public int Orders;

    /// <summary>Entries of <see cref="Offsets"/> an order: one more than there are items.</summary>
    public int Stride;

    /// <summary>Where the bag of an order and item starts in <see cref="Symbols"/>.</summary>
    public ArrayView<int> Offsets;

    /// <summary>How many symbols the bag of an order and item holds, laid out like <see cref="Offsets"/>.</summary>
    public ArrayView<int> Sizes;

    /// <summary>The symbols of all bags.</summary>
    public ArrayView<int> Symbols;
}
