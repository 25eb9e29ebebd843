using System.Runtime.Intrinsics;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>Scores of a number metric, eight columns at a time.</summary>
internal sealed unsafe class NumberKernel<TScore>(TScore score, EncodedProblem problem) : IPairKernel where TScore : unmanaged, INumberScore
{
    private readonly NumberFeatures _features = (NumberFeatures)problem.Features;

    public void Run<TSink>(int firstRow, int rowCount, int firstColumn, int columnCount, TSink sink, CancellationToken cancellation) where TSink : struct, ISink
    {
        cancellation.ThrowIfCancellationRequested();
        var step = Vector512<double>.Count;
        var whole = columnCount - columnCount % step;
        fixed (double* values = _features.Values)
        {
            var columns = values + problem.FirstColumnItem + firstColumn;
            for (var row = 0; row < rowCount; row++)
            {
                var hypothesis = Real8.Of(values[firstRow + row]);
                for (var c = 0; c < whole; c += step)
                {
                    sink.Put(row, firstColumn + c, score.Score(hypothesis, new Real8(Vector512.Load(columns + c))).Value);
                }

                if (whole < columnCount)
                {
                    // Past the last column: its number again, and then zero as score, for a loss may be infinite.
                    var last = Vector512.Create(columns[columnCount - 1]);
                    for (var c = whole; c < columnCount; c++)
                    {
                        last = last.WithElement(c - whole, columns[c]);
                    }

                    var there = Vector512.LessThan(Vector512<long>.Indices, Vector512.Create((long)columnCount - whole)).AsDouble();
                    sink.Put(row, firstColumn + whole, there & score.Score(hypothesis, new Real8(last)).Value);
                }
            }
        }
    }

    public void Dispose()
    {
    }
}
