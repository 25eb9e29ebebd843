using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>Adds the terms of consecutive size classes to the sums of rows.</summary>
internal sealed unsafe class LinearTermJob<TScore, T> : IRowJob, IDisposable
    where TScore : unmanaged, IBagScore where T : unmanaged, IBinaryInteger<T>
{
    private const int Batch = 8;

    private readonly TScore _score;
    private readonly RaggedRows<int> _bags;
    private readonly SymbolUnits<T> _units;
    private readonly int[] _rows;
    private readonly double* _sums;
    private readonly int _classes;
    private readonly AlignedMemory _ofClasses; // the sizes, then the units

    /// <summary>A job over all rows.</summary>
    /// <param name="score">The score.</param>
    /// <param name="bags">The bags.</param>
    /// <param name="classes">All classes.</param>
    /// <param name="firstClass">The first class to add.</param>
    /// <param name="classCount">Number of classes to add.</param>
    /// <param name="units">Their symbols' units.</param>
    /// <param name="rows">The rows in ascending size of bag; the job counts rows in this order.</param>
    /// <param name="sums">One sum a row.</param>
    public LinearTermJob(
        TScore score, RaggedRows<int> bags, SizeClasses classes, int firstClass, int classCount, SymbolUnits<T> units, int[] rows,
        double* sums)
    {
        _score = score;
        _bags = bags;
        _units = units;
        _rows = rows;
        _sums = sums;
        _classes = classCount;
        _ofClasses = AlignedMemory.Rent(2L * units.Width * sizeof(double));
        var sizes = (double*)_ofClasses.Start;
        for (var k = 0; k < units.Width; k++)
        {
            sizes[k] = k < classCount ? classes.Sizes[firstClass + k] : 0;
            sizes[units.Width + k] = k < classCount ? classes.Units[firstClass + k] : 0;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int firstRow, int rowCount)
    {
        var width = _units.Width;
        using var scratch = AlignedMemory.Rent((2L + Batch) * width * sizeof(double));
        var slopes = (double*)scratch.Start;
        var constants = slopes + width;
        var terms = constants + width;
        var rows = _rows.AsSpan(firstRow, rowCount);
        var known = -1;
        var waiting = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            var size = _bags.LengthOf(rows[i]);
            if (size != known)
            {
                known = size;
                if (Avx512F.IsSupported)
                {
                    Lines<Real8>(size, slopes, constants);
                }
                else
                {
                    Lines<Real4>(size, slopes, constants);
                }
            }

            var ofRow = terms + (nint)waiting * width;
            _units.Sum(rows[i], ofRow);
            for (var k = 0; k < width; k += Vector512<double>.Count)
            {
                (Vector512.Load(slopes + k) * Vector512.Load(ofRow + k) + Vector512.Load(constants + k)).Store(ofRow + k);
            }

            if (++waiting == Batch)
            {
                AddBatch(terms, rows.Slice(i - Batch + 1, Batch));
                waiting = 0;
            }
        }

        for (var i = 0; i < waiting; i++)
        {
            AddRow(terms + (nint)i * width, rows[^(waiting - i)]);
        }
    }

    public void Dispose() => _ofClasses.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Lines<TReal>(int rowSize, double* slopes, double* constants) where TReal : unmanaged, ILanes<TReal>
    {
        var sizes = (double*)_ofClasses.Start;
        for (var k = 0; k < _units.Width; k += TReal.Count)
        {
            var slope = LinearRowSum.Line(
                _score, TReal.Of(rowSize), TReal.Load(sizes + k), TReal.Load(sizes + _units.Width + k), out var constant);
            slope.Store(slopes + k);
            constant.Store(constants + k);
        }
    }

    // A row's terms are added one after the other; taking eight rows in turn, none waits for another's addition.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddBatch(double* terms, ReadOnlySpan<int> rows)
    {
        var width = _units.Width;
        var (a, b, c, d) = (_sums[rows[0]], _sums[rows[1]], _sums[rows[2]], _sums[rows[3]]);
        var (e, f, g, h) = (_sums[rows[4]], _sums[rows[5]], _sums[rows[6]], _sums[rows[7]]);
        for (var end = terms + _classes; terms < end; terms++)
        {
            a += terms[0];
            b += terms[width];
            c += terms[2 * width];
            d += terms[3 * width];
            e += terms[4 * width];
            f += terms[5 * width];
            g += terms[6 * width];
            h += terms[7 * width];
        }

        (_sums[rows[0]], _sums[rows[1]], _sums[rows[2]], _sums[rows[3]]) = (a, b, c, d);
        (_sums[rows[4]], _sums[rows[5]], _sums[rows[6]], _sums[rows[7]]) = (e, f, g, h);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddRow(double* terms, int row)
    {
        var sum = _sums[row];
        for (var k = 0; k < _classes; k++)
        {
            sum += terms[k];
        }

        _sums[row] = sum;
    }
}
