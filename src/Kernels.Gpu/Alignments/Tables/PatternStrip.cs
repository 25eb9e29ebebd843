namespace Accelerated.Kernels.Gpu;

/// <summary>Thirty-two neighbouring columns whose match table is built together: table[row of a token][word][lane].</summary>
internal struct PatternStrip
{
    /// <summary>The item of lane 0.</summary>
    public int Item;

    /// <summary>Number of columns, at most 32.</summary>
    public int Lanes;

    /// <summary>Words a pattern.</summary>
    public int Words;

    /// <summary>Most rows of the table: row 0 is empty, for tokens that no pattern of the strip holds.</summary>
    public int TableRows;

    /// <summary>Where the table starts.</summary>
    public long Table;

    /// <summary>Where the strip's map starts: token to the offset of its row in the table.</summary>
    public long Map;
}
