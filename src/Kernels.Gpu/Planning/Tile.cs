namespace Accelerated.Kernels.Gpu;

/// <summary>
/// The work of one thread group: some rows of a problem against some of its columns. A launch is a list of tiles, so many problems
/// of different sizes are one launch. Column c of a tile is lane c mod 32; a tile starts at a multiple of 32 of its problem's columns.
/// </summary>
internal struct Tile
{
    /// <summary>Most rows of a tile: their running sums are in shared memory.</summary>
    public const int MostRows = 32;

    /// <summary>Lanes of a tile: columns side by side, one a thread.</summary>
    public const int Lanes = RowSum.Lanes;

    /// <summary>The item of the first row, counted over all problems of the launch.</summary>
    public int Row;

    /// <summary>Number of rows.</summary>
    public int Rows;

    /// <summary>The item of the first column, counted over all problems of the launch.</summary>
    public int Column;

    /// <summary>Number of columns, at most <see cref="RowSum.Chunk"/>.</summary>
    public int Columns;

    /// <summary>The index of the first column's units.</summary>
    public int Unit;

    /// <summary>The strip of 32 columns that holds the first column, counted over all problems of the launch.</summary>
    public int Strip;

    /// <summary>Where the first row's first value goes.</summary>
    public long Output;

    /// <summary>Distance in the output from a row to the next.</summary>
    public long Stride;
}
