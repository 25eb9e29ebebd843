using Accelerated.Metrics;
using ILGPU;
using ILGPU.Runtime;

namespace Accelerated.Kernels.Gpu;

/// <summary>Runs <see cref="LinearSums"/> for problems of one metric; fills one array a problem.</summary>
internal sealed class LinearBatch(DeviceSession session, List<EncodedProblem> problems, List<double[]> sums, CancellationToken cancellation)
    : IBagVisitor<int>
{
    private const int RowsPerGroup = 64;
    private const int ColumnsPerGroup = 1024;

    public int Visit<TScore>(TScore score) where TScore : unmanaged, IBagScore
    {
        var itemBase = new int[problems.Count];
        var items = 0;
        for (var p = 0; p < problems.Count; p++)
        {
            itemBase[p] = items;
            items += problems[p].Features.Count;
        }

        var bags = BagUpload.ToDevice(session, problems, itemBase, items, out var symbolCounts);
        var plan = new LinearPlan(problems, itemBase);
        var units = session.Memory.Upload<long>(BatchPlan.Units(problems));
        var classes = session.Memory.Upload<int>(plan.ClassOf);
        var sizes = session.Memory.Upload<int>(plan.Sizes);
        var totals = session.Memory.Upload<long>(plan.Totals);
        var last = plan.Problems[^1];
        var results = new double[last.Sum + last.Rows];
        var target = session.Memory.Rent<double>(results.Length);
        for (var first = 0; first < problems.Count;)
        {
            cancellation.ThrowIfCancellationRequested();
            var mark = session.Memory.Mark;
            var part = Take(plan, symbolCounts, first, out var length);
            var device = session.Memory.Upload<LinearProblem>(part);
            var counts = session.Memory.Rent<long>(length);
            counts.MemSetToZero(session.Stream);
            var counter = LinearSums.CountKernel;
            var count = session.Kernel(counter, accelerator => accelerator.LoadKernel(counter));
            count(session.Stream, Grid(part.Length, part.Max(problem => problem.Columns), ColumnsPerGroup), device, bags, units, classes, counts);
            var kernel = LinearSums.RowKernel<TScore>;
            var rows = session.Kernel(kernel, accelerator => accelerator.LoadKernel(kernel));
            rows(session.Stream, Grid(part.Length, part.Max(problem => problem.Rows), RowsPerGroup), device, bags, sizes, totals, counts, target, score);
            first += part.Length;
            session.Memory.Release(mark);
        }

        session.Memory.Download(target, results.AsSpan());
        BatchPlan.Scatter(results, sums);
        return results.Length;
    }

    // A few large problems are spread over groups in y; a grid's y is limited to 65,535.
    private KernelConfig Grid(int count, int most, int perGroup) => new(
        new Index3D(count, session.IsSimulated ? 1 : Math.Clamp((most + perGroup - 1) / perGroup, 1, 1024), 1),
        new Index3D(Tile.Lanes, session.Warps, 1));

    private LinearProblem[] Take(LinearPlan plan, int[] symbolCounts, int first, out long length)
    {
        var part = new List<LinearProblem>();
        length = 0;
        for (var p = first; p < plan.Problems.Length; p++)
        {
            var problem = plan.Problems[p];
            var needed = (long)symbolCounts[p] * problem.Classes;
            if (part.Count > 0 && (length + needed) * sizeof(long) > session.Budget)
            {
                break;
            }

            problem.Counts = length;
            length += needed;
            part.Add(problem);
        }

        return [.. part];
    }
}
