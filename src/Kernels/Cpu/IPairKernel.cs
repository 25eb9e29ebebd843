namespace Accelerated.Kernels.Cpu;

/// <summary>Scores the pairs of one problem. Safe for concurrent use: every call has its own scratch memory.</summary>
internal interface IPairKernel : IDisposable
{
    /// <summary>
    /// Rows that a halved matrix takes at a time: what is computed twice, next to the diagonal, grows with them; the share of building
    /// the columns' tables falls.
    /// </summary>
    int RowsOfHalf => 128;

    /// <summary>
    /// The fewest rows of a call that repay the tables it builds, so that threads may share few rows where each is long work.
    /// </summary>
    int LeastRows => RowBlocks.LeastRows;

    /// <summary>
    /// Where every call builds the tables of its columns, so that threads should share columns rather than rows: a number of columns, a
    /// divisor of <see cref="RowSum.Chunk"/>, at whose multiples a call may begin. 0 where tables are kept.
    /// </summary>
    int ColumnsApart => 0;

    /// <summary>Scores consecutive rows against consecutive columns.</summary>
    /// <param name="firstRow">The first row; the sink counts rows from here.</param>
    /// <param name="rowCount">Number of rows.</param>
    /// <param name="firstColumn">
    /// The first column, a multiple of <see cref="RowSum.Chunk"/>, or of <see cref="ColumnsApart"/>; of 8 where a matrix is halved.
    /// </param>
    /// <param name="columnCount">Number of columns, at most <see cref="RowSum.Chunk"/>.</param>
    /// <param name="sink">Receives every score once; columns in ascending order within a row.</param>
    /// <param name="cancellation">Stops the work: at its start, and wherever more than about a second may have passed.</param>
    /// <exception cref="OperationCanceledException">It was stopped; some scores may be there.</exception>
    void Run<TSink>(int firstRow, int rowCount, int firstColumn, int columnCount, TSink sink, CancellationToken cancellation) where TSink
        : struct, ISink;
}
