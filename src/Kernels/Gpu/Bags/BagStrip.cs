namespace Accelerated.Kernels.Gpu;

/// <summary>Thirty-two neighbouring columns whose membership is one table: masks[symbol], a bit a column.</summary>
internal struct BagStrip
{
    /// <summary>The item of lane 0.</summary>
    public int Item;

    /// <summary>Number of columns, at most 32.</summary>
    public int Lanes;

    /// <summary>Where the strip's masks start.</summary>
    public long Masks;
}
