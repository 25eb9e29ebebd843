using System.Runtime.Intrinsics.X86;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>Scores of a number metric, as many columns at a time as a register holds.</summary>
internal sealed unsafe class NumberKernel<TScore>(TScore score, EncodedProblem problem) : IPairKernel where TScore : unmanaged, INumberScore
{
    private readonly NumberFeatures _features = (NumberFeatures)problem.Features;

    public void Run<TSink>(int firstRow, int rowCount, int firstColumn, int columnCount, TSink sink, CancellationToken cancellation)
        where TSink : struct, ISink
    {
        cancellation.ThrowIfCancellationRequested();
        if (Avx512F.IsSupported)
        {
            Run<TSink, Real8>(firstRow, rowCount, firstColumn, columnCount, sink);
        }
        else
        {
            Run<TSink, Real4>(firstRow, rowCount, firstColumn, columnCount, sink);
        }
    }

    public void Dispose()
    {
    }

    private void Run<TSink, TReal>(int firstRow, int rowCount, int firstColumn, int columnCount, TSink sink)
        where TSink : struct, ISink where TReal : unmanaged, ILanes<TReal>
    {
        var whole = columnCount - columnCount % TReal.Count;
        var last = stackalloc double[TReal.Count];
        fixed (double* values = _features.Values)
        {
            var columns = values + problem.FirstColumnItem + firstColumn;
            for (var row = 0; row < rowCount; row++)
            {
                var hypothesis = TReal.Of(values[firstRow + row]);
                for (var c = 0; c < whole; c += TReal.Count)
                {
                    sink.Put(row, firstColumn + c, score.Score(hypothesis, TReal.Load(columns + c)));
                }

                if (whole < columnCount)
                {
                    // Past the last column: its number again, and then zero as score, for a loss may be infinite.
                    var count = columnCount - whole;
                    new Span<double>(columns + whole, count).CopyTo(new Span<double>(last, count));
                    new Span<double>(last + count, TReal.Count - count).Fill(columns[columnCount - 1]);
                    score.Score(hypothesis, TReal.Load(last)).Store(last);
                    new Span<double>(last + count, TReal.Count - count).Clear();
                    sink.Put(row, firstColumn + whole, TReal.Load(last));
                }
            }
        }
    }
}
