using Accelerated.Metrics;
using ILGPU;
using ILGPU.Runtime;

namespace Accelerated.Kernels.Gpu;

/// <summary>Runs <see cref="LinearSums"/> for rows of problems of one metric; returns where their sums are.</summary>
internal sealed class LinearBatch(DeviceQueue queue, List<ProblemRows> batch, CancellationToken cancellation)
    : MetricVisitor<ArrayView<double>>
{
    private const int RowsPerGroup = 64;
    private const int ColumnsPerGroup = 1024;

    public override ArrayView<double> Visit<TScore>(BagMetric<TScore> metric)
    {
        var score = metric.Formula;
        var session = queue.Session;
        var problems = BatchPlan.Problems(batch);
        var itemBase = new int[problems.Length];
        var items = 0;
        for (var p = 0; p < problems.Length; p++)
        {
            itemBase[p] = items;
            items += problems[p].Features.Count;
        }

        var bags = BagUpload.ToDevice(queue, problems, itemBase, items, out var symbolCounts);
        var plan = new LinearPlan(batch, itemBase);
        var units = queue.Upload<long>(BatchPlan.Units(problems));
        var classes = queue.Upload<int>(plan.ClassOf);
        var sizes = queue.Upload<int>(plan.Sizes);
        var totals = queue.Upload<long>(plan.Totals);
        var last = plan.Problems[^1];
        var target = queue.Memory.Rent<double>(last.Sum + last.Rows);
        for (var first = 0; first < problems.Length;)
        {
            cancellation.ThrowIfCancellationRequested();
            var mark = queue.Memory.Mark;
            var part = Take(plan, symbolCounts, first, out var length);
            var device = queue.Upload<LinearProblem>(part);
            var counts = queue.Memory.Rent<long>(length);
            counts.MemSetToZero(queue.Stream);
            var counter = LinearSums.CountKernel;
            var count = session.Kernel(counter, accelerator => accelerator.LoadKernel(counter));
            var countGrid = Grid(part.Length, part.Max(problem => problem.Columns), ColumnsPerGroup);
            queue.Launch(stream => count(stream, countGrid, device, bags, units, classes, counts));
            var kernel = LinearSums.RowKernel<TScore>;
            var rows = session.Kernel(kernel, accelerator => accelerator.LoadKernel(kernel));
            var rowGrid = Grid(part.Length, part.Max(problem => problem.Rows), RowsPerGroup);
            queue.Launch(stream => rows(stream, rowGrid, device, bags, sizes, totals, counts, target, score));
            first += part.Length;
            queue.Memory.Release(mark);
        }

        return target;
    }

    // A few large problems are spread over groups in y; a grid's y is limited to 65,535.
    private KernelConfig Grid(int count, int most, int perGroup) => new(
        new Index3D(count, queue.Session.IsSimulated ? 1 : Math.Clamp((most + perGroup - 1) / perGroup, 1, 1024), 1),
        new Index3D(Tile.Lanes, queue.Session.Warps, 1));

    private LinearProblem[] Take(LinearPlan plan, int[] symbolCounts, int first, out long length)
    {
        var part = new List<LinearProblem>();
        length = 0;
        for (var p = first; p < plan.Problems.Length; p++)
        {
            var problem = plan.Problems[p];
            var needed = (long)symbolCounts[p] * problem.Classes;
            if (part.Count > 0 && (length + needed) * sizeof(long) > queue.Session.Budget)
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
