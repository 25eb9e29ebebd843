using Accelerated.Metrics;
using ILGPU;
using ILGPU.Runtime;

namespace Accelerated.Kernels.Gpu;

/// <summary>
/// Utilities of consecutive rows, stored; in blocks of rows that the device's memory holds. Of a symmetric matrix that is wanted whole
/// and fits, only the upper half is computed.
/// </summary>
internal static class PairRows
{
    /// <summary>In double.</summary>
    public static void Compute(DeviceSession session, EncodedProblem problem, int firstRow, int rowCount, HostSpan<double> utilities, CancellationToken cancellation) =>
        Compute(session, problem, firstRow, rowCount, utilities, view => new UtilityDeviceSink(view), cancellation);

    /// <summary>In single precision.</summary>
    public static void Compute(DeviceSession session, EncodedProblem problem, int firstRow, int rowCount, HostSpan<float> matrix, CancellationToken cancellation) =>
        Compute(session, problem, firstRow, rowCount, matrix, view => new MatrixDeviceSink(view), cancellation);

    private static void Compute<T, TSink>(
        DeviceSession session, EncodedProblem problem, int firstRow, int rowCount, HostSpan<T> result, Func<ArrayView<T>, TSink> sink, CancellationToken cancellation)
        where T : unmanaged where TSink : struct, IDeviceSink
    {
        var work = PairWorkFactory.Create(session, [problem]);
        var columns = problem.Columns;
        var blockRows = (int)Math.Clamp(session.Budget / ((long)columns * Interop.SizeOf<T>()), 1, rowCount);
        DeviceLimits.RequireIndex((long)blockRows * columns, "utilities a block");
        var half = problem.IsSquare && problem.Metric.Info.IsSymmetric && blockRows == problem.Rows;
        for (var first = 0; first < rowCount; first += blockRows)
        {
            var count = Math.Min(blockRows, rowCount - first);
            var mark = session.Memory.Mark;
            var target = session.Memory.Rent<T>((long)count * columns);
            work.Launch(TilePlan.ForRows(work, firstRow + first, count, session.Groups, half), sink(target), cancellation);
            if (half)
            {
                LowerHalf(session, target, columns);
            }

            session.Memory.Download(target, result.Span.Slice(first * columns, count * columns));
            session.Memory.Release(mark);
        }
    }

    private static void LowerHalf<T>(DeviceSession session, ArrayView<T> matrix, int size) where T : unmanaged
    {
        var kernel = Mirror.Kernel<T>;
        var mirror = session.Kernel(kernel, accelerator => accelerator.LoadKernel(kernel));
        var blocks = (size + Mirror.Side - 1) / Mirror.Side;
        mirror(session.Stream, new KernelConfig(new Index3D(blocks, Math.Min(blocks, 256), 1), new Index3D(Tile.Lanes, session.Warps, 1)), matrix, size);
    }
}
