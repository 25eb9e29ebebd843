using Accelerated.Metrics;
using ILGPU;
using ILGPU.Runtime;

namespace Accelerated.Kernels.Gpu;

/// <summary>Weighted row sums of a batch: problems of one metric are launched together.</summary>
internal static class PairSums
{
    /// <summary>Fills the sums of all rows.</summary>
    public static void Compute(DeviceSession session, IReadOnlyList<ProblemRows> rows, CancellationToken cancellation)
    {
        var pipeline = new Pipeline(session);
        foreach (var (metric, group) in BatchPlan.Groups(rows))
        {
            cancellation.ThrowIfCancellationRequested();
            var sums = default(ArrayView<double>);
            pipeline.Run(
                queue => sums = metric.Reduction == RowReduction.SharedCounts
                    ? metric.Accept(new LinearBatch(queue, group, cancellation))
                    : OfPairs(queue, group, cancellation),
                queue =>
                {
                    var results = new double[group.Sum(part => part.Count)];
                    queue.Download(sums, results.Length, (piece, at) => piece.CopyTo(results.AsSpan(at)));
                    queue.Then(() => BatchPlan.Scatter(results, group));
                });
        }

        pipeline.Finish();
    }

    private static ArrayView<double> OfPairs(DeviceQueue queue, List<ProblemRows> rows, CancellationToken cancellation)
    {
        var work = PairWorkFactory.Create(queue, BatchPlan.Problems(rows));
        var tiles = TilePlan.ForSums(work, rows, queue.Session.Groups, out var offsets);
        var units = queue.Upload<long>(BatchPlan.Units(work.Problems));
        var partials = queue.Memory.Rent<double>(offsets[^1]);
        work.Launch(queue, tiles, new SumDeviceSink(units, partials), cancellation);
        var count = offsets.Length - 1;
        if (offsets[^1] == count)
        {
            return partials;
        }

        var finish = queue.Session.Kernel(
            PartialSums.Kernel,
            accelerator =>
                accelerator.LoadAutoGroupedKernel<Index1D, ArrayView<int>, ArrayView<double>, ArrayView<double>>(PartialSums.Kernel));
        var totals = queue.Memory.Rent<double>(count);
        var starts = queue.Upload<int>(offsets);
        queue.Launch(stream => finish(stream, count, starts, partials, totals));
        return totals;
    }
}
