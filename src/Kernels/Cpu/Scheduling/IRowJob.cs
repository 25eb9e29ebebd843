namespace Accelerated.Kernels.Cpu;

/// <summary>Work on consecutive rows that needs nothing of other rows.</summary>
internal interface IRowJob
{
    /// <summary>Does the work for rows firstRow..firstRow + rowCount - 1.</summary>
    void Run(int firstRow, int rowCount);
}
