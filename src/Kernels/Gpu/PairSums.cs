using Accelerated.Metrics;
using ILGPU;
using ILGPU.Runtime;

namespace Accelerated.Kernels.Gpu;

/// <summary>Weighted row sums of a batch: problems of one metric are launched together.</summary>
internal static class PairSums
{
    /// <summary>Fills one array a problem.</summary>
    public static void Compute(
        DeviceSession session, IReadOnlyList<EncodedProblem> problems, IReadOnlyList<double[]> sums, CancellationToken cancellation)
    {
        foreach (var (indices, metric) in BatchPlan.Groups(problems))
        {
            cancellation.ThrowIfCancellationRequested();
            var group = indices.ConvertAll(i => problems[i]);
            var targets = indices.ConvertAll(i => sums[i]);
            if (metric is BagMetric { IsLinear: true } linear)
            {
                linear.Accept(new LinearBatch(session, group, targets, cancellation));
            }
            else
            {
                OfPairs(session, group, targets, cancellation);
            }

            session.Memory.Release();
        }
    }

    private static void OfPairs(DeviceSession session, List<EncodedProblem> problems, List<double[]> sums, CancellationToken cancellation)
    {
        var work = PairWorkFactory.Create(session, problems);
        var tiles = TilePlan.ForSums(work, session.Groups, out var offsets);
        var units = session.Memory.Upload<long>(BatchPlan.Units(problems));
        var partials = session.Memory.Rent<double>(offsets[^1]);
        work.Launch(tiles, new SumDeviceSink(units, partials), cancellation);
        var rows = offsets.Length - 1;
        var results = new double[rows];
        if (offsets[^1] == rows)
        {
            session.Memory.Download(partials, results.AsSpan());
        }
        else
        {
            var finish = session.Kernel(
                PartialSums.Kernel, accelerator => accelerator.LoadAutoGroupedKernel<Index1D, ArrayView<int>, ArrayView<double>, ArrayView<double>>(PartialSums.Kernel));
            var totals = session.Memory.Rent<double>(rows);
            finish(session.Stream, rows, session.Memory.Upload<int>(offsets), partials, totals);
            session.Memory.Download(totals, results.AsSpan());
        }

        BatchPlan.Scatter(results, sums);
    }
}
