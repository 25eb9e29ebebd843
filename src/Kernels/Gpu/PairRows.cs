using Accelerated.Metrics;

namespace Accelerated.Kernels.Gpu;

/// <summary>Utilities of consecutive rows, stored; in blocks of rows that the device's memory holds.</summary>
internal static class PairRows
{
    /// <summary>In double.</summary>
    public static void Compute(DeviceSession session, EncodedProblem problem, int firstRow, int rowCount, double[] utilities, CancellationToken cancellation)
    {
        var work = PairWorkFactory.Create(session, [problem]);
        foreach (var (first, count) in Blocks(session, problem, rowCount, sizeof(double)))
        {
            var mark = session.Memory.Mark;
            var target = session.Memory.Rent<double>((long)count * problem.Columns);
            work.Launch(TilePlan.ForRows(work, firstRow + first, count, session.Groups), new UtilityDeviceSink(target), cancellation);
            session.Memory.Download(target, utilities.AsSpan(first * problem.Columns, count * problem.Columns));
            session.Memory.Release(mark);
        }
    }

    /// <summary>In single precision.</summary>
    public static unsafe void Compute(DeviceSession session, EncodedProblem problem, int firstRow, int rowCount, float[] matrix, CancellationToken cancellation)
    {
        fixed (float* start = matrix)
        {
            Compute(session, problem, firstRow, rowCount, new HostSpan<float>(start, matrix.Length), cancellation);
        }
    }

    /// <summary>In single precision.</summary>
    public static void Compute(DeviceSession session, EncodedProblem problem, int firstRow, int rowCount, HostSpan<float> matrix, CancellationToken cancellation)
    {
        var work = PairWorkFactory.Create(session, [problem]);
        foreach (var (first, count) in Blocks(session, problem, rowCount, sizeof(float)))
        {
            var mark = session.Memory.Mark;
            var target = session.Memory.Rent<float>((long)count * problem.Columns);
            work.Launch(TilePlan.ForRows(work, firstRow + first, count, session.Groups), new MatrixDeviceSink(target), cancellation);
            session.Memory.Download(target, matrix.Span.Slice(first * problem.Columns, count * problem.Columns));
            session.Memory.Release(mark);
        }
    }

    private static IEnumerable<(int First, int Count)> Blocks(DeviceSession session, EncodedProblem problem, int rowCount, int elementSize)
    {
        var rows = (int)Math.Clamp(session.Budget / ((long)problem.Columns * elementSize), 1, rowCount);
        DeviceLimits.RequireIndex((long)rows * problem.Columns, "utilities a block");
        for (var first = 0; first < rowCount; first += rows)
        {
            yield return (first, Math.Min(rows, rowCount - first));
        }
    }
}
