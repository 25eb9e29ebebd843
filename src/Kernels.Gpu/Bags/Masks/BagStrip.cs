namespace Accelerated.Kernels.Gpu;

/// <summary>
/// Thirty-two neighbouring columns and their membership, a bit a column: the mask of a symbol is masks[<see cref="Masks"/> + symbol x
/// <see cref="Stride"/>]. The masks of neighbouring strips lie side by side, so that neighbouring threads read neighbours.
/// </summary>
internal struct BagStrip
{
    /// <summary>The item of lane 0.</summary>
    public int Item;

    /// <summary>Number of columns, at most 32.</summary>
    public int Lanes;

    /// <summary>Where the strip's masks start.</summary>
    public long Masks;

    /// <summary>Distance from a symbol's mask to the next symbol's: how many strips lie side by side.</summary>
    public int Stride;
}
