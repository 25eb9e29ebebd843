using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>Row sums in the order of <see cref="RowSum"/>.</summary>
internal sealed unsafe class SumJob : IRowJob, IDisposable
{
    /// <summary>
    /// Most rows that repay being taken together: tables may have to be filled anew for every block, and little of a row is stored.
    /// </summary>
    public const int MostRows = 4096;

    private readonly EncodedProblem _problem;
    private readonly IPairKernel _kernel;
    private readonly double* _sums;
    private readonly AlignedMemory _units;
    private readonly CancellationToken _cancellation;

    /// <summary>A job over a problem.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="kernel">Its kernel.</param>
    /// <param name="sums">One sum a row; pinned by the caller.</param>
    /// <param name="cancellation">Stops the work.</param>
    public SumJob(EncodedProblem problem, IPairKernel kernel, double* sums, CancellationToken cancellation)
    {
        _problem = problem;
        _kernel = kernel;
        _sums = sums;
        _cancellation = cancellation;
        var padded = (problem.Columns + RowSum.Lanes - 1) / RowSum.Lanes * RowSum.Lanes;
        _units = AlignedMemory.Rent((long)padded * sizeof(double));
        var units = (double*)_units.Start;
        for (var j = 0; j < padded; j++)
        {
            units[j] = j < problem.Columns ? problem.ColumnUnits[j] : 0;
        }
    }

    public void Run(int firstRow, int rowCount)
    {
        var laneBytes = (long)rowCount * RowSum.Lanes * sizeof(double);
        using var memory = AlignedMemory.Rent(laneBytes);
        var lanes = (double*)memory.Start;
        var sums = new Span<double>(_sums + firstRow, rowCount);
        sums.Clear();
        for (var column = 0; column < _problem.Columns; column += RowSum.Chunk)
        {
            new Span<byte>(lanes, checked((int)laneBytes)).Clear();
            _kernel.Run(
                firstRow, rowCount, column, Math.Min(RowSum.Chunk, _problem.Columns - column), new SumSink(lanes, (double*)_units.Start),
                _cancellation);
            for (var row = 0; row < rowCount; row++)
            {
                sums[row] += RowSum.Tree(new Span<double>(lanes + (nint)row * RowSum.Lanes, RowSum.Lanes));
            }
        }
    }

    public void Dispose() => _units.Dispose();
}
