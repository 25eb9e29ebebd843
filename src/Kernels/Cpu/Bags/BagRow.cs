using System.Buffers;
using System.Runtime.CompilerServices;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// The utilities of one row of a bag metric: its symbols are marked, and each column's looked up. A kernel's tables would be used once.
/// </summary>
/// <param name="problem">A problem of a bag metric.</param>
/// <param name="row">The row.</param>
/// <param name="utilities">One utility a column; pinned by the caller.</param>
/// <param name="cancellation">Stops the work between chunks of columns.</param>
internal sealed unsafe class BagRow(EncodedProblem problem, int row, double* utilities, CancellationToken cancellation) : MetricVisitor<int>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override int Visit<TScore>(BagMetric<TScore> metric)
    {
        var score = metric.Formula;
        var orders = ((BagFeatures)problem.Features).Orders;
        var rented = ArrayPool<BagFold<Real>>.Shared.Rent(problem.Columns);
        var folds = rented.AsSpan(0, problem.Columns);
        folds.Clear();
        for (var order = 0; order < orders.Length; order++)
        {
            Add(score, order, orders[order], folds);
        }

        for (var column = 0; column < folds.Length; column++)
        {
            utilities[column] = score.Finish(folds[column]).Value;
        }

        ArrayPool<BagFold<Real>>.Shared.Return(rented);
        return folds.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add<TScore>(TScore score, int order, BagOrder bags, Span<BagFold<Real>> folds) where TScore : unmanaged, IBagScore
    {
        var rented = ArrayPool<byte>.Shared.Rent(Math.Max(1, bags.SymbolCount));
        var marks = rented.AsSpan(0, bags.SymbolCount);
        marks.Clear();
        var own = bags.Bags[row];
        foreach (var symbol in own)
        {
            marks[symbol] = 1;
        }

        var size = Real.Of(own.Length);
        for (var column = 0; column < folds.Length; column++)
        {
            if (column % RowSum.Chunk == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            var bag = bags.Bags[problem.FirstColumnItem + column];
            var shared = 0;
            foreach (var symbol in bag)
            {
                shared += marks[symbol];
            }

            folds[column] = score.Add(folds[column], order, Real.Of(shared), size, Real.Of(bag.Length));
        }

        ArrayPool<byte>.Shared.Return(rented);
    }
}
