using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>Consecutive distinct rows of a matrix with duplicates: some at a time, which are still in the last cache when their copies are made.</summary>
/// <param name="problem">The problem.</param>
/// <param name="kernel">Its kernel.</param>
/// <param name="firstRow">The first row.</param>
/// <param name="target">The matrix.</param>
/// <param name="cancellation">Stops the work between chunks.</param>
internal sealed class PlacedMatrixJob(EncodedProblem problem, IPairKernel kernel, int firstRow, PlacedMatrix target, CancellationToken cancellation) : IRowJob
{
    private const int BlockBytes = 1 << 23;
    private const int LeastRows = 64;

    public void Run(int firstOfBlock, int rowCount)
    {
        var most = Math.Max(LeastRows, BlockBytes / (problem.References * sizeof(float)));
        for (var done = 0; done < rowCount; done += most)
        {
            var first = firstRow + firstOfBlock + done;
            var rows = Math.Min(most, rowCount - done);
            for (var column = 0; column < target.Columns; column += RowSum.Chunk)
            {
                cancellation.ThrowIfCancellationRequested();
                kernel.Run(first, rows, column, Math.Min(RowSum.Chunk, target.Columns - column), target.Sink.From(first));
            }

            target.Complete(first, rows);
        }
    }
}
