using System.Numerics;
using System.Runtime.Intrinsics;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// Row sums of a linear bag score without pairs, as <see cref="LinearRowSum"/> defines them: cost rows x symbols x distinct sizes.
/// </summary>
/// <param name="problem">A problem of a linear bag metric.</param>
/// <param name="sums">One sum a row; pinned by the caller.</param>
/// <param name="threads">Threads to use.</param>
/// <param name="cancellation">Stops the work between blocks of rows.</param>
/// <param name="tableBytes">Most memory for the counts of symbols; more classes are taken block by block.</param>
internal sealed unsafe class LinearBagSums(
    EncodedProblem problem, double* sums, int threads, CancellationToken cancellation, long tableBytes = LinearBagSums.TableBytes)
    : MetricVisitor<int>
{
    private const long TableBytes = 64L << 20;

    private readonly BagOrder _order = ((BagFeatures)problem.Features).Orders[0];

    public override int Visit<TScore>(BagMetric<TScore> metric)
    {
        var score = metric.Formula;
        new Span<double>(sums, problem.Rows).Clear();
        var classes = SizeClasses.Of(_order.Bags, problem.FirstColumnItem, problem.ColumnUnits);

        // Every partial sum of a row is at most (sum of units) x (size of the row).
        if ((UInt128)classes.TotalUnits * (uint)_order.Bags.LongestRow <= int.MaxValue)
        {
            Sum<TScore, int>(score, classes);
        }
        else
        {
            Sum<TScore, long>(score, classes);
        }

        return problem.Rows;
    }

    private void Sum<TScore, T>(TScore score, SizeClasses classes)
        where TScore : unmanaged, IBagScore where T : unmanaged, IBinaryInteger<T>
    {
        var rows = RowsBySize();
        var step = Vector512<T>.Count;
        var blockClasses = (int)Math.Clamp(tableBytes / sizeof(T) / Math.Max(1, _order.SymbolCount) / step * step, step, int.MaxValue / 2);
        for (var first = 0; first < classes.Sizes.Length; first += blockClasses)
        {
            var count = Math.Min(blockClasses, classes.Sizes.Length - first);
            using var units = new SymbolUnits<T>(_order, classes, first, count, problem.FirstColumnItem, problem.ColumnUnits);
            using var job = new LinearTermJob<TScore, T>(score, _order.Bags, classes, first, count, units, rows, sums);
            RowBlocks.Run(rows.Length, threads, job, cancellation);
        }
    }

    // Neighbours of one size share the slopes.
    private int[] RowsBySize()
    {
        var sizes = new int[problem.Rows];
        var rows = new int[sizes.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = i;
            sizes[i] = _order.Bags.LengthOf(i);
        }

        Array.Sort(sizes, rows);
        return rows;
    }
}
