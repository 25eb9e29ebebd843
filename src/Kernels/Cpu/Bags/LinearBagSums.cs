using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// Row sums of a linear bag score without pairs, as <see cref="LinearRowSum"/> defines them: cost rows x symbols x distinct sizes.
/// </summary>
internal sealed unsafe class LinearBagSums(EncodedProblem problem, double[] sums, CancellationToken cancellation) : IBagVisitor<int>
{
    private const long TableBytes = 64L << 20;
    private const int Batch = 8;

    private readonly BagOrder _order = ((BagFeatures)problem.Features).Orders[0];

    public int Visit<TScore>(TScore score) where TScore : unmanaged, IBagScore
    {
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

        return sums.Length;
    }

    private void Sum<TScore, T>(TScore score, SizeClasses classes) where TScore : unmanaged, IBagScore where T : unmanaged, IBinaryInteger<T>
    {
        Array.Clear(sums);
        var rows = RowsBySize();
        var step = Vector512<T>.Count;
        var blockClasses = (int)Math.Clamp(TableBytes / sizeof(T) / Math.Max(1, _order.SymbolCount) / step * step, step, int.MaxValue / 2);
        for (var first = 0; first < classes.Sizes.Length; first += blockClasses)
        {
            var count = Math.Min(blockClasses, classes.Sizes.Length - first);
            using var units = new SymbolUnits<T>(_order, classes, first, count, problem.FirstColumnItem, problem.ColumnUnits);
            AddRows(score, units, classes, first, count, rows);
        }
    }

    private void AddRows<TScore, T>(TScore score, SymbolUnits<T> units, SizeClasses classes, int firstClass, int classCount, ReadOnlySpan<int> rows)
        where TScore : unmanaged, IBagScore where T : unmanaged, IBinaryInteger<T>
    {
        var width = units.Width;
        using var scratch = AlignedMemory.Rent((4L + Batch) * width * sizeof(double));
        var sizes = (double*)scratch.Start;
        var weights = sizes + width;
        var slopes = weights + width;
        var constants = slopes + width;
        var terms = constants + width;
        for (var k = 0; k < width; k++)
        {
            sizes[k] = k < classCount ? classes.Sizes[firstClass + k] : 0;
            weights[k] = k < classCount ? classes.Units[firstClass + k] : 0;
        }

        var known = -1;
        var batch = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            var size = _order.Bags.LengthOf(rows[i]);
            if (size != known)
            {
                known = size;
                for (var k = 0; k < width; k += Vector512<double>.Count)
                {
                    var slope = LinearRowSum.Line(
                        score, Real8.Of(size), new Real8(Vector512.Load(sizes + k)), new Real8(Vector512.Load(weights + k)), out var constant);
                    slope.Value.Store(slopes + k);
                    constant.Value.Store(constants + k);
                }
            }

            var term = terms + (nint)batch * width;
            units.Sum(rows[i], term);
            for (var k = 0; k < width; k += Vector512<double>.Count)
            {
                (Vector512.Load(slopes + k) * Vector512.Load(term + k) + Vector512.Load(constants + k)).Store(term + k);
            }

            if (++batch == Batch)
            {
                cancellation.ThrowIfCancellationRequested();
                AddTerms(terms, width, classCount, rows.Slice(i - Batch + 1, Batch));
                batch = 0;
            }
        }

        AddTerms(terms, width, classCount, rows[^batch..]);
    }

    // Each row's terms one after the other; eight rows in turn, so that the additions of one need not wait for each other's.
    private void AddTerms(double* terms, int width, int classCount, ReadOnlySpan<int> rows)
    {
        if (rows.Length < Batch)
        {
            for (var i = 0; i < rows.Length; i++)
            {
                var sum = sums[rows[i]];
                for (var k = 0; k < classCount; k++)
                {
                    sum += terms[(nint)i * width + k];
                }

                sums[rows[i]] = sum;
            }

            return;
        }

        var (a, b, c, d) = (sums[rows[0]], sums[rows[1]], sums[rows[2]], sums[rows[3]]);
        var (e, f, g, h) = (sums[rows[4]], sums[rows[5]], sums[rows[6]], sums[rows[7]]);
        for (var term = terms; term < terms + classCount; term++)
        {
            a += term[0];
            b += term[width];
            c += term[2 * width];
            d += term[3 * width];
            e += term[4 * width];
            f += term[5 * width];
            g += term[6 * width];
            h += term[7 * width];
        }

        (sums[rows[0]], sums[rows[1]], sums[rows[2]], sums[rows[3]]) = (a, b, c, d);
        (sums[rows[4]], sums[rows[5]], sums[rows[6]], sums[rows[7]]) = (e, f, g, h);
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
