using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// Consecutive distinct rows of a matrix with duplicates: some at a time, which are still in the last cache when their copies are made.
/// </summary>
/// <param name="problem">The problem.</param>
/// <param name="kernel">Its kernel.</param>
/// <param name="firstRow">The first row.</param>
/// <param name="target">The matrix.</param>
/// <param name="cancellation">Stops the work.</param>
internal sealed class PlacedMatrixJob(
    EncodedProblem problem, IPairKernel kernel, int firstRow, PlacedMatrix target, CancellationToken cancellation) : ITileJob
{
    private const int BlockBytes = 1 << 23;

    public int MostRows { get; } = Math.Clamp(BlockBytes / (problem.References * sizeof(float)), 64, 1024);

    public void Run(int firstOfBlock, int rowCount, int firstColumn, int columnCount)
    {
        var first = firstRow + firstOfBlock;
        for (var done = 0; done < columnCount; done += RowSum.Chunk)
        {
            kernel.Run(
                first, rowCount, firstColumn + done, Math.Min(RowSum.Chunk, columnCount - done), target.Sink.From(first), cancellation);
        }
    }

    public void Complete(int firstOfBlock, int rowCount) => target.Complete(firstRow + firstOfBlock, rowCount);
}
