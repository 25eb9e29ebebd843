namespace Accelerated.Kernels.Cpu;

/// <summary>Work on a matrix that needs nothing of other tiles of it, but for what is done with whole rows.</summary>
internal interface ITileJob
{
    /// <summary>Most rows that are taken together.</summary>
    int MostRows { get; }

    /// <summary>Does the work for rows firstRow..firstRow + rowCount - 1 and columns firstColumn..firstColumn + columnCount - 1.</summary>
    void Run(int firstRow, int rowCount, int firstColumn, int columnCount);

    /// <summary>Finishes rows whose columns are all done.</summary>
    void Complete(int firstRow, int rowCount);
}
