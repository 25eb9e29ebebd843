using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// Scores of a user's metric, one pair at a time: what it does with a pair is unknown, so no two share a register.
/// </summary>
/// <param name="scorer">Makes what scores rows, for one thread each.</param>
internal sealed unsafe class CustomKernel(Func<IRowScorer> scorer) : IPairKernel
{
    // No tables are built, and a pair may be long work.
    public int LeastRows => 1;

    public void Run<TSink>(int firstRow, int rowCount, int firstColumn, int columnCount, TSink sink, CancellationToken cancellation)
        where TSink : struct, ISink
    {
        var lanes = Real4.Count;
        var scores = stackalloc double[RowSum.Chunk];
        using var rows = scorer();
        for (var i = 0; i < rowCount; i++)
        {
            rows.Fill(firstRow + i, firstColumn, new Span<double>(scores, columnCount), cancellation);
            var padded = (columnCount + lanes - 1) / lanes * lanes;

            // No earlier score may be left past the end: it may be infinite.
            new Span<double>(scores + columnCount, padded - columnCount).Clear();
            for (var column = 0; column < columnCount; column += lanes)
            {
                sink.Put(i, firstColumn + column, Real4.Load(scores + column));
            }
        }
    }

    public void Dispose()
    {
    }
}
