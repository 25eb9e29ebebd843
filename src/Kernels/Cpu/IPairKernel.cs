namespace Accelerated.Kernels.Cpu;

/// <summary>Scores the pairs of one problem. Safe for concurrent use: every call has scratch of its own.</summary>
internal interface IPairKernel : IDisposable
{
    /// <summary>
    /// Rows that a halved matrix takes at a time: what is computed twice, next to the diagonal, grows with them; the share of building
    /// the columns' tables falls.
    /// </summary>
    int RowsOfHalf => 128;

    /// <summary>Whether every call builds the tables of its columns, so that threads had better share columns than rows; a call may then begin at any column.</summary>
    bool TakesColumnsApart => false;

    /// <summary>Scores consecutive rows against consecutive columns.</summary>
    /// <param name="firstRow">The first row; the sink counts rows from here.</param>
    /// <param name="rowCount">Number of rows.</param>
    /// <param name="firstColumn">The first column, a multiple of <see cref="RowSum.Chunk"/>; of 8 where a matrix is halved.</param>
    /// <param name="columnCount">Number of columns, at most <see cref="RowSum.Chunk"/>.</param>
    /// <param name="sink">Receives every score once; columns in ascending order within a row.</param>
    void Run<TSink>(int firstRow, int rowCount, int firstColumn, int columnCount, TSink sink) where TSink : struct, ISink;
}
