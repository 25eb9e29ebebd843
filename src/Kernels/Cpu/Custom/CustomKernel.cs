using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>Scores of a user's own struct, one pair at a time: what it does with a pair is its own affair, so no two share a register.</summary>
/// <param name="score">The user's score.</param>
/// <param name="features">The rows of elements.</param>
/// <param name="firstColumnItem">The item of column 0.</param>
internal sealed unsafe class CustomKernel<TElement, TScore>(TScore score, CustomFeatures<TElement> features, int firstColumnItem) : IPairKernel
    where TElement : unmanaged where TScore : unmanaged, IPairScore<TElement>
{
    public void Run<TSink>(int firstRow, int rowCount, int firstColumn, int columnCount, TSink sink, CancellationToken cancellation) where TSink : struct, ISink
    {
        var lanes = Real4.Count;
        var scores = stackalloc double[lanes];
        var rows = features.Rows;
        for (var i = 0; i < rowCount; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var hypothesis = new SpanRow<TElement>(rows[firstRow + i]);
            for (var column = 0; column < columnCount; column += lanes)
            {
                var count = Math.Min(lanes, columnCount - column);
                for (var k = 0; k < count; k++)
                {
                    scores[k] = score.Score(hypothesis, new SpanRow<TElement>(rows[firstColumnItem + firstColumn + column + k]));
                }

                new Span<double>(scores + count, lanes - count).Clear(); // no score of an earlier column, which may be infinite
                sink.Put(i, firstColumn + column, Real4.Load(scores));
            }
        }
    }

    public void Dispose()
    {
    }
}
