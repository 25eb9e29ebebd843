using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// Scores of a bag metric: for each row, the shared counts of all orders with a tile of columns, then the score, as many columns at a time
/// as a register holds.
/// </summary>
internal sealed unsafe class BagKernel<TScore> : IPairKernel where TScore : unmanaged, IBagScore
{
    private const long TileMemory = 512L << 20;
    private const int Folds = 8; // groups of columns folded before they are finished
    private const int MostSingle = 1 << 20; // the largest size whose small multiples and their sums are exact in single precision

    private readonly TScore _score;
    private readonly BagFeatures _features;
    private readonly BagTiles _tiles;
    private readonly AlignedMemory _sizes;
    private readonly AlignedMemory? _singleSizes; // of the first order
    private readonly int _stride;

    /// <summary>Prepares a problem.</summary>
    /// <param name="score">The metric's score.</param>
    /// <param name="problem">The problem.</param>
    /// <param name="items">The items of the columns.</param>
    /// <param name="tileMemory">Most bytes of tables to keep.</param>
    public BagKernel(TScore score, EncodedProblem problem, int[] items, long tileMemory = TileMemory)
    {
        _score = score;
        _features = (BagFeatures)problem.Features;
        _tiles = new BagTiles(_features, items, tileMemory);
        _stride = (items.Length + Vector512<float>.Count - 1) & -Vector512<float>.Count;
        _sizes = AlignedMemory.Rent((long)_stride * _features.Orders.Length * sizeof(double));
        var sizes = (double*)_sizes.Start;
        foreach (var order in _features.Orders)
        {
            for (var column = 0; column < _stride; column++)
            {
                *sizes++ = column < items.Length ? order.Bags.LengthOf(items[column]) : 0;
            }
        }

        if (TScore.IsWholeQuotient)
        {
            _singleSizes = AlignedMemory.Rent((long)_stride * sizeof(float));
            for (var column = 0; column < _stride; column++)
            {
                ((float*)_singleSizes.Start)[column] = (float)((double*)_sizes.Start)[column];
            }
        }
    }

    public int ColumnsApart => _tiles.AreKept ? 0 : BitPlanes.Columns;

    public void Run<TSink>(int firstRow, int rowCount, int firstColumn, int columnCount, TSink sink, CancellationToken cancellation)
        where TSink : struct, ISink
    {
        if (Avx512F.IsSupported)
        {
            Run<TSink, Real8>(firstRow, rowCount, firstColumn, columnCount, sink, cancellation);
        }
        else
        {
            Run<TSink, Real4>(firstRow, rowCount, firstColumn, columnCount, sink, cancellation);
        }
    }

    public void Dispose()
    {
        _tiles.Dispose();
        _sizes.Dispose();
        _singleSizes?.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Run<TSink, TReal>(int firstRow, int rowCount, int firstColumn, int columnCount, TSink sink, CancellationToken cancellation)
        where TSink : struct, ISink where TReal : unmanaged, ILanes<TReal>
    {
        var orders = _features.Orders.Length;
        var wideBytes = (nint)orders * BitPlanes.Columns * sizeof(int);
        var foldBytes = Folds * sizeof(BagFold<TReal>);
        var narrowBytes = (nint)orders * BitPlanes.Columns;
        using var scratch = AlignedMemory.Rent(
            wideBytes + foldBytes + narrowBytes + ScoreTables<TScore>.Bytes + orders * (long)sizeof(double));
        var start = (byte*)scratch.Start;
        var wide = new WideCounts((int*)start);
        var folds = (BagFold<TReal>*)(start + wideBytes);
        var counts = start + wideBytes + foldBytes;
        var narrow = new NarrowCounts(counts);
        var tableMemory = counts + narrowBytes;
        var rowSizes = (double*)(tableMemory + ScoreTables<TScore>.Bytes);
        for (var column = firstColumn; column < firstColumn + columnCount; column += BitPlanes.Columns)
        {
            var width = Math.Min(BitPlanes.Columns, firstColumn + columnCount - column);
            cancellation.ThrowIfCancellationRequested();
            var tables = _tiles.Rent(column / BitPlanes.Columns);
            if (tables[0].Slots is { } slots && sink.Line(0, column, width) is not null)
            {
                Look(tables[0], firstRow, rowCount, column, width, counts, new(_score, slots, tableMemory), sink);
                _tiles.Return(tables);
                continue;
            }

            for (var row = 0; row < rowCount; row++)
            {
                if (Sizes(tables, firstRow + row, rowSizes) <= NarrowCounts.Largest)
                {
                    Put(tables, firstRow + row, row, column, width, narrow, rowSizes, folds, sink);
                }
                else
                {
                    Put(tables, firstRow + row, row, column, width, wide, rowSizes, folds, sink);
                }
            }

            _tiles.Return(tables);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Look<TSink>(
        BagTile tile, int firstRow, int rowCount, int column, int width, byte* counts, ScoreTables<TScore> tables, TSink sink)
        where TSink : struct, ISink
    {
        tables.Clear();
        for (var row = 0; row < rowCount; row++)
        {
            tile.Count(firstRow + row, counts);
            tables.Put(_features.Orders[0].Bags.LengthOf(firstRow + row), counts, width, sink.Line(row, column, width));
        }
    }

    // Stores the sizes of an item's bags; returns the largest count that can occur.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Sizes(BagTile[] tables, int item, double* sizes)
    {
        var largest = 0;
        for (var order = 0; order < tables.Length; order++)
        {
            var size = _features.Orders[order].Bags.LengthOf(item);
            sizes[order] = size;
            largest = Math.Max(largest, Math.Min(size, tables[order].LongestBag));
        }

        return largest;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Put<TCounts, TSink, TReal>(
        BagTile[] tables, int item, int row, int column, int width, TCounts counts, double* rowSizes, BagFold<TReal>* folds, TSink sink)
        where TCounts : struct, ICounts where TSink : struct, ISink where TReal : unmanaged, ILanes<TReal>
    {
        for (var order = 0; order < tables.Length; order++)
        {
            counts.Fill(tables[order], order, item);
        }

        if (tables.Length == 1)
        {
            var line = TScore.IsWholeQuotient && Math.Max(rowSizes[0], tables[0].LongestBag) <= MostSingle
                ? sink.Line(row, column, width)
                : null;
            if (line != null)
            {
                Single(column, width, counts, (float)rowSizes[0], line);
            }
            else
            {
                One<TCounts, TSink, TReal>(row, column, width, counts, rowSizes, sink);
            }
        }
        else
        {
            Several(tables.Length, row, column, width, counts, rowSizes, folds, sink);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void One<TCounts, TSink, TReal>(int row, int column, int width, TCounts counts, double* rowSizes, TSink sink)
        where TCounts : struct, ICounts where TSink : struct, ISink where TReal : unmanaged, ILanes<TReal>
    {
        var score = _score;
        var hypothesis = TReal.Of(rowSizes[0]);
        var sizes = (double*)_sizes.Start + column;
        for (var c = 0; c < width; c += TReal.Count)
        {
            var fold = score.Add(default(BagFold<TReal>), 0, counts.Load<TReal>(0, c), hypothesis, TReal.Load(sizes + c));
            sink.Put(row, column + c, score.Finish(fold));
        }
    }

    // In single precision, which the line is of.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Single<TCounts>(int column, int width, TCounts counts, float rowSize, float* line) where TCounts : struct, ICounts
    {
        var score = _score;
        var hypothesis = new Real16(Vector512.Create(rowSize));
        var sizes = (float*)_singleSizes!.Start + column;
        for (var c = 0; c < width; c += Vector512<float>.Count)
        {
            var fold = score.Add(
                default(BagFold<Real16>), 0, new Real16(counts.LoadSingle(0, c)), hypothesis, new Real16(Vector512.Load(sizes + c)));
            var value = score.Finish(fold).Value;
            if (c + Vector512<float>.Count <= width)
            {
                value.Store(line + c);
                continue;
            }

            for (var k = 0; c + k < width; k++)
            {
                line[c + k] = value[k];
            }
        }
    }

    // Folding and finishing are methods of their own: together they are more than the compiler inlines, and the finish of one group of
    // columns, a long chain of operations, can then overlap with the next one's.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Several<TCounts, TSink, TReal>(
        int orders, int row, int column, int width, TCounts counts, double* rowSizes, BagFold<TReal>* folds, TSink sink)
        where TCounts : struct, ICounts where TSink : struct, ISink where TReal : unmanaged, ILanes<TReal>
    {
        for (var c = 0; c < width; c += Folds * TReal.Count)
        {
            var groups = Math.Min(Folds, (width - c + TReal.Count - 1) / TReal.Count);
            Fold(orders, column, c, groups, counts, rowSizes, folds);
            Finish(row, column + c, groups, folds, sink);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Fold<TCounts, TReal>(
        int orders, int column, int offset, int groups, TCounts counts, double* rowSizes, BagFold<TReal>* folds)
        where TCounts : struct, ICounts where TReal : unmanaged, ILanes<TReal>
    {
        var score = _score;
        for (var group = 0; group < groups; group++)
        {
            var fold = default(BagFold<TReal>);
            var c = offset + group * TReal.Count;
            var sizes = (double*)_sizes.Start + (column + c);
            for (var order = 0; order < orders; order++)
            {
                fold = score.Add(fold, order, counts.Load<TReal>(order, c), TReal.Of(rowSizes[order]), TReal.Load(sizes));
                sizes += _stride;
            }

            folds[group] = fold;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Finish<TSink, TReal>(int row, int column, int groups, BagFold<TReal>* folds, TSink sink)
        where TSink : struct, ISink where TReal : unmanaged, ILanes<TReal>
    {
        var score = _score;
        for (var group = 0; group < groups; group++)
        {
            sink.Put(row, column + group * TReal.Count, score.Finish(folds[group]));
        }
    }
}
