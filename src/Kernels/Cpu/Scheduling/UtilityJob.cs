using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>Consecutive rows of utilities, in double precision.</summary>
/// <param name="problem">The problem.</param>
/// <param name="kernel">Its kernel.</param>
/// <param name="firstRow">The row that is the target's first.</param>
/// <param name="target">Rows x columns doubles; pinned by the caller.</param>
/// <param name="cancellation">Stops the work.</param>
internal sealed unsafe class UtilityJob(
    EncodedProblem problem, IPairKernel kernel, int firstRow, double* target, CancellationToken cancellation) : IRowJob
{
    public void Run(int firstOfBlock, int rowCount)
    {
        var sink = new UtilitySink(target + (nint)firstOfBlock * problem.Columns, problem.Columns);
        for (var column = 0; column < problem.Columns; column += RowSum.Chunk)
        {
            kernel.Run(firstRow + firstOfBlock, rowCount, column, Math.Min(RowSum.Chunk, problem.Columns - column), sink, cancellation);
        }
    }
}
