using Accelerated.Metrics;

namespace Accelerated.Kernels;

/// <summary>A matrix of all candidates and references out of the distinct ones.</summary>
internal static class ExpandedMatrix
{
    public static void Fill(PairEngine engine, EncodedProblem problem, int firstCandidate, int count, Span<float> matrix, CancellationToken cancellation)
    {
        // Blocks of distinct rows keep the memory at a few rows; candidates that share a row are filled from it together.
        var blockRows = Math.Clamp(4_000_000 / Math.Max(1, problem.Columns), 1, problem.Rows);
        var block = new float[(long)blockRows * problem.Columns];
        var wanted = problem.RowOf.Slice(firstCandidate, count);
        for (var first = 0; first < problem.Rows; first += blockRows)
        {
            var rows = Math.Min(blockRows, problem.Rows - first);
            if (wanted.IndexOfAnyInRange(first, first + rows - 1) < 0)
            {
                continue;
            }

            engine.ComputeMatrix(problem, first, rows, block.AsSpan(0, rows * problem.Columns), cancellation);
            for (var i = 0; i < count; i++)
            {
                if (wanted[i] >= first && wanted[i] < first + rows)
                {
                    Expand(block.AsSpan((wanted[i] - first) * problem.Columns, problem.Columns), problem, matrix.Slice(i * problem.References, problem.References));
                }
            }
        }

        for (var i = 0; i < count; i++)
        {
            if (wanted[i] < 0)
            {
                matrix.Slice(i * problem.References, problem.References).Fill(float.NaN);
            }
        }
    }

    private static void Expand(ReadOnlySpan<float> row, EncodedProblem problem, Span<float> target)
    {
        if (problem.HasIdentityColumns)
        {
            row.CopyTo(target);
            return;
        }

        var columnOf = problem.ColumnOf;
        for (var k = 0; k < target.Length; k++)
        {
            target[k] = columnOf[k] < 0 ? float.NaN : row[columnOf[k]];
        }
    }
}
