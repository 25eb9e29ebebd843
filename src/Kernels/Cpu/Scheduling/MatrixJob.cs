using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>Consecutive rows of the matrix, in single precision.</summary>
/// <param name="problem">The problem.</param>
/// <param name="kernel">Its kernel.</param>
/// <param name="firstRow">The row that is the target's first.</param>
/// <param name="target">Rows x columns floats; pinned by the caller.</param>
/// <param name="cancellation">Stops the work.</param>
internal sealed unsafe class MatrixJob(
    EncodedProblem problem, IPairKernel kernel, int firstRow, float* target, CancellationToken cancellation) : ITileJob
{
    public int MostRows => 1024;

    public void Run(int firstOfBlock, int rowCount, int firstColumn, int columnCount)
    {
        var sink = new MatrixSink(target + (nint)firstOfBlock * problem.Columns, problem.Columns);
        for (var done = 0; done < columnCount; done += RowSum.Chunk)
        {
            kernel.Run(
                firstRow + firstOfBlock, rowCount, firstColumn + done, Math.Min(RowSum.Chunk, columnCount - done), sink, cancellation);
        }
    }

    public void Complete(int firstOfBlock, int rowCount)
    {
    }
}
