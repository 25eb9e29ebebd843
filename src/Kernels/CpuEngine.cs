using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Accelerated.Kernels.Cpu;
using Accelerated.Metrics;

namespace Accelerated.Kernels;

/// <summary>SIMD kernels on the CPU: 512-bit vectors where there are any, else 256 or 128 bits, else none, with the same results.</summary>
public sealed class CpuEngine : PairEngine
{
    // Below this many pairs a problem of a batch stays on one thread.
    private const long SmallProblem = 1 << 16;

    private readonly int _threads;

    /// <summary>An engine with a given number of threads.</summary>
    /// <param name="threads">Threads that compute at once, at least 1; 0 takes one a core.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public CpuEngine(int threads = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        _threads = threads == 0 ? Environment.ProcessorCount : threads;
        Device = $"{Vectors}, {_threads} {(_threads == 1 ? "thread" : "threads")}";
    }

    /// <inheritdoc/>
    public override string Name => EngineNames.Of(EngineKind.Cpu);

    /// <inheritdoc/>
    public override string Device { get; }

    private static string Vectors => Vector512.IsHardwareAccelerated || Avx512BW.IsSupported ? "512-bit SIMD"
        : Vector256.IsHardwareAccelerated ? "256-bit SIMD"
        : Vector128.IsHardwareAccelerated ? "128-bit SIMD" : "no SIMD";

    /// <inheritdoc/>
    public override void Dispose()
    {
    }

    /// <inheritdoc/>
    protected internal override void SumRows(
        EncodedProblem problem, Span<double> sums, CancellationToken cancellationToken) =>
        Sum(problem, sums, _threads, cancellationToken);

    /// <inheritdoc/>
    protected internal override void SumBatch(
        IReadOnlyList<EncodedProblem> problems, IReadOnlyList<double[]> sums, CancellationToken cancellationToken)
    {
        var small = new List<int>(problems.Count);
        for (var i = 0; i < problems.Count; i++)
        {
            if ((long)problems[i].Rows * problems[i].Columns < SmallProblem)
            {
                small.Add(i);
            }
            else
            {
                Sum(problems[i], sums[i], _threads, cancellationToken);
            }
        }

        RowBlocks.Deal(small.Count, _threads, k => Sum(problems[small[k]], sums[small[k]], 1, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    protected internal override unsafe void ComputeUtilities(
        EncodedProblem problem, int firstRow, int rowCount, Span<double> utilities, CancellationToken cancellationToken)
    {
        fixed (double* target = utilities)
        {
            if (rowCount == 1 && problem.Metric.Family == MetricFamily.Bags)
            {
                problem.Metric.Accept(new BagRow(problem, firstRow, target, cancellationToken));
                return;
            }

            using var kernel = PairKernels.Create(problem);
            var job = new UtilityJob(problem, kernel, firstRow, target, cancellationToken);
            RowBlocks.Run(rowCount, _threads, job, cancellationToken, kernel.LeastRows);
        }
    }

    /// <inheritdoc/>
    protected internal override unsafe void ComputeMatrix(
        EncodedProblem problem, int firstRow, int rowCount, Span<float> matrix, CancellationToken cancellationToken)
    {
        using var kernel = PairKernels.Create(problem);
        fixed (float* target = matrix)
        {
            if (rowCount == problem.Rows && PairKernels.Halves(problem))
            {
                var job = new HalfMatrixJob<MatrixSink>(kernel, new(target, rowCount), rowCount, cancellationToken);
                RowBlocks.Run(rowCount, _threads, job, cancellationToken, kernel.LeastRows);
                RowBlocks.Run(rowCount, _threads, new MirrorJob(target, rowCount), cancellationToken);
                return;
            }

            TileBlocks.Run(
                rowCount, problem.Columns, _threads, kernel.ColumnsApart, kernel.LeastRows,
                new MatrixJob(problem, kernel, firstRow, target, cancellationToken), cancellationToken);
        }
    }

    // Scores go straight to the first candidate's row, and the first reference's column or all of them; the others are copied from there.
    internal override unsafe void ComputeExpanded(
        EncodedProblem problem, int firstCandidate, int count, Span<float> matrix, CancellationToken cancellationToken)
    {
        var halves = count == problem.Candidates && PairKernels.Halves(problem);
        var all = !halves && PairKernels.TakesAllReferences(problem);
        var layout = new MatrixLayout(problem, firstCandidate, count, all);
        using var kernel = PairKernels.Create(problem, all);
        fixed (float* target = matrix)
        fixed (int* offsets = layout.ColumnOffsets, ends = layout.ColumnEnds, groups = layout.GroupOffsets)
        {
            using var placed = new PlacedMatrix(layout, problem, target, matrix.Length, offsets, ends, groups);
            if (halves)
            {
                var job = new HalfMatrixJob<PlacedMatrixSink>(kernel, placed.Sink, problem.Rows, cancellationToken);
                RowBlocks.Run(problem.Rows, _threads, job, cancellationToken, kernel.LeastRows);
                RowBlocks.Run(problem.Rows, _threads, new PlacedMirrorJob(placed, problem.Rows), cancellationToken);
            }
            else
            {
                foreach (var (first, rows) in layout.Ranges())
                {
                    TileBlocks.Run(
                        rows, placed.Columns, _threads, kernel.ColumnsApart, kernel.LeastRows,
                        new PlacedMatrixJob(problem, kernel, first, placed, cancellationToken), cancellationToken);
                }
            }
        }

        ExpandedMatrix.FillUnreadable(problem, firstCandidate, count, matrix);
    }

    private static unsafe void Sum(EncodedProblem problem, Span<double> sums, int threads, CancellationToken cancellationToken)
    {
        fixed (double* target = sums)
        {
            if (problem.Metric.Reduction == RowReduction.SharedCounts)
            {
                problem.Metric.Accept(new LinearBagSums(problem, target, threads, cancellationToken));
                return;
            }

            using var kernel = PairKernels.Create(problem);
            using var job = new SumJob(problem, kernel, target, cancellationToken);
            RowBlocks.Run(problem.Rows, threads, job, cancellationToken, kernel.LeastRows, SumJob.MostRows);
        }
    }
}
