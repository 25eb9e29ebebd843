namespace Accelerated.Kernels.Gpu;

/// <summary>Consecutive strips whose tables fit in the memory that one step may take.</summary>
/// <param name="FirstStrip">The first strip, counted over all problems.</param>
/// <param name="Strips">The strips.</param>
/// <param name="MapLength">Size of their maps.</param>
/// <param name="TableWords">Size of their tables.</param>
internal sealed record StripPart(int FirstStrip, PatternStrip[] Strips, int MapLength, long TableWords)
{
    /// <summary>Whether every strip of a tile has a table that fits in shared memory.</summary>
    public bool FitsShared(Tile tile)
    {
        var first = tile.Strip - FirstStrip;
        for (var i = 0; i * Tile.Lanes < tile.Columns; i++)
        {
            if ((long)Strips[first + i].TableRows * Strips[first + i].Words * Tile.Lanes > AlignmentPairs.SharedWords)
            {
                return false;
            }
        }

        return true;
    }
}
