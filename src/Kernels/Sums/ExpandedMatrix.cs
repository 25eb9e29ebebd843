using System.Buffers;
using Accelerated.Metrics;

namespace Accelerated.Kernels;

/// <summary>A matrix of all candidates and references out of the distinct ones.</summary>
internal static class ExpandedMatrix
{
    private const int BlockSize = 4_000_000; // of floats: large enough for a device, a few rows of the largest problems

    /// <summary>Fills it by blocks of distinct rows that <paramref name="engine"/> computes.</summary>
    public static void Fill(
        PairEngine engine, EncodedProblem problem, int firstCandidate, int count, Span<float> matrix, CancellationToken cancellation)
    {
        var layout = new MatrixLayout(problem, firstCandidate, count);
        var blockRows = Math.Clamp(BlockSize / Math.Max(1, problem.Columns), 1, Math.Max(1, problem.Rows));
        var block = ArrayPool<float>.Shared.Rent(blockRows * problem.Columns);
        foreach (var (start, length) in layout.Ranges())
        {
            for (var first = start; first < start + length; first += blockRows)
            {
                var rows = Math.Min(blockRows, start + length - first);
                engine.ComputeMatrix(problem, first, rows, block.AsSpan(0, rows * problem.Columns), cancellation);
                for (var row = first; row < first + rows; row++)
                {
                    if (layout.RowIndices[row] is >= 0 and var index)
                    {
                        layout.Spread(
                            block.AsSpan((row - first) * problem.Columns, problem.Columns),
                            matrix.Slice(index * problem.References, problem.References));
                        layout.Complete(row, matrix);
                    }
                }
            }
        }

        ArrayPool<float>.Shared.Return(block);
        FillUnreadable(problem, firstCandidate, count, matrix);
    }

    /// <summary>Sets the rows of candidates that the metric cannot read.</summary>
    public static void FillUnreadable(EncodedProblem problem, int firstCandidate, int count, Span<float> matrix)
    {
        for (var i = 0; i < count; i++)
        {
            if (problem.RowOf[firstCandidate + i] < 0)
            {
                matrix.Slice(i * problem.References, problem.References).Fill(float.NaN);
            }
        }
    }
}
