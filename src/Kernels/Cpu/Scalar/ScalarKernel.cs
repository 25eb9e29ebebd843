using System.Runtime.Intrinsics;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>One pair at a time by definition, for metrics whose pairs cannot share vector lanes, such as a user's own.</summary>
internal sealed class ScalarKernel(EncodedProblem problem) : IPairKernel
{
    public void Run<TSink>(int firstRow, int rowCount, int firstColumn, int columnCount, TSink sink) where TSink : struct, ISink
    {
        var step = Vector512<double>.Count;
        var scores = new double[(columnCount + step - 1) / step * step];
        for (var row = 0; row < rowCount; row++)
        {
            ReferencePairs.Fill(problem, firstRow + row, firstColumn, scores.AsSpan(0, columnCount));
            for (var c = 0; c < columnCount; c += step)
            {
                sink.Put(row, firstColumn + c, Vector512.Create(scores, c));
            }
        }
    }

    public void Dispose()
    {
    }
}
