using Accelerated.Metrics;
using ILGPU;
using ILGPU.Runtime;

namespace Accelerated.Kernels.Gpu;

/// <summary>
/// Utilities of consecutive rows, stored: blocks of rows, each copied back while the next is computed. Of a symmetric matrix that is wanted
/// whole and fits in the device's memory, only the upper half is computed, and each block completes the columns of those after it.
/// </summary>
internal static class PairRows
{
    private const int MostHalfBlocks = 4;

    /// <summary>In double; <paramref name="arrive"/> takes consecutive pieces and how many values came before.</summary>
    public static void Compute(
        DeviceSession session, EncodedProblem problem, int firstRow, int rowCount, Action<ReadOnlySpan<double>, long> arrive,
        CancellationToken cancellation) =>
        Compute(session, problem, firstRow, rowCount, arrive, view => new UtilityDeviceSink(view), cancellation);

    /// <summary>As above, in single precision.</summary>
    public static void Compute(
        DeviceSession session, EncodedProblem problem, int firstRow, int rowCount, Action<ReadOnlySpan<float>, long> arrive,
        CancellationToken cancellation) =>
        Compute(session, problem, firstRow, rowCount, arrive, view => new MatrixDeviceSink(view), cancellation);

    private static void Compute<T, TSink>(
        DeviceSession session,
        EncodedProblem problem,
        int firstRow,
        int rowCount,
        Action<ReadOnlySpan<T>, long> arrive,
        Func<ArrayView<T>, TSink> sink,
        CancellationToken cancellation)
        where T : unmanaged where TSink : struct, IDeviceSink
    {
        var columns = problem.Columns;
        var rowBytes = (long)columns * Interop.SizeOf<T>();
        var blockRows = (int)Math.Clamp(
            session.BlockBytes / rowBytes / Mirror.Side * Mirror.Side, Mirror.Side, Math.Max(rowCount, Mirror.Side));
        DeviceLimits.RequireIndex((long)blockRows * columns, "utilities a block");
        var half = problem.IsSquare && problem.Metric.Info.IsSymmetric && rowCount == problem.Rows && rowCount * rowBytes <= session.Budget;

        var features = session.Queues[0];
        var work = PairWorkFactory.Create(features, [problem]);
        var whole = half ? features.Memory.Rent<T>((long)rowCount * columns) : default;
        if (rowCount > blockRows)
        {
            work.Prepare(features);
            features.Drain(); // the other queue reads them too
        }

        var pipeline = new Pipeline(session);
        for (var first = 0; first < rowCount;)
        {
            var start = first;
            var count = Math.Min(half ? HalfBlock(blockRows, columns, start) : blockRows, rowCount - start);
            var target = default(ArrayView<T>);
            pipeline.Run(
                queue =>
                {
                    target = half
                        ? whole.SubView((long)start * columns, (long)count * columns)
                        : queue.Memory.Rent<T>((long)count * columns);
                    work.Launch(queue, TilePlan.ForRows(work, firstRow + start, count, session.Groups, half), sink(target), cancellation);
                    if (half)
                    {
                        Complete(queue, whole, columns, start, start + count);
                    }
                },
                queue => queue.Download(target, count * columns, (piece, at) => arrive(piece, (long)start * columns + at)));
            first += count;
        }

        pipeline.Finish();
    }

    // Rows become shorter, so blocks become higher: those from a row on that are computed as a whole block's pairs, within bounds.
    private static int HalfBlock(int blockRows, int columns, int row)
    {
        var rows = Math.Min((long)blockRows * columns / (columns - row), MostHalfBlocks * (long)blockRows);
        return (int)Math.Max(rows / Mirror.Side * Mirror.Side, Mirror.Side);
    }

    // The columns of later rows that these rows are, the transposed of what was computed.
    private static void Complete<T>(DeviceQueue queue, ArrayView<T> matrix, int size, int firstRow, int endRow) where T : unmanaged
    {
        var kernel = Mirror.Kernel<T>;
        var mirror = queue.Session.Kernel(kernel, accelerator => accelerator.LoadKernel(kernel));
        var across = (size - firstRow + Mirror.Side - 1) / Mirror.Side;
        var down = (endRow - firstRow + Mirror.Side - 1) / Mirror.Side;
        var grid = new KernelConfig(new Index3D(across, Math.Min(down, 256), 1), new Index3D(Tile.Lanes, queue.Session.Warps, 1));
        queue.Launch(stream => mirror(stream, grid, matrix, size, firstRow, endRow));
    }
}
