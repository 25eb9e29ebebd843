using System.Runtime.Intrinsics;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// The half of a symmetric matrix on and above the diagonal, block by block; the square on the diagonal is computed whole.
/// <see cref="MirrorJob"/> does the other half.
/// </summary>
/// <param name="kernel">The kernel of a problem that <see cref="PairKernels.Halves"/> names.</param>
/// <param name="sink">Takes the scores.</param>
/// <param name="size">Number of rows and of columns.</param>
/// <param name="cancellation">Stops the work.</param>
internal sealed class HalfMatrixJob<TSink>(IPairKernel kernel, TSink sink, int size, CancellationToken cancellation) : IRowJob
    where TSink : struct, IMatrixSink<TSink>
{
    public void Run(int firstRow, int rowCount)
    {
        var most = kernel.RowsOfHalf;
        for (var row = firstRow; row < firstRow + rowCount; row += most)
        {
            var rows = Math.Min(most, firstRow + rowCount - row);
            var block = sink.From(row);
            for (var column = row & -Vector512<double>.Count; column < size;)
            {
                var count = Math.Min(RowSum.Chunk - column % RowSum.Chunk, size - column);
                kernel.Run(row, rows, column, count, block, cancellation);
                column += count;
            }
        }
    }
}
