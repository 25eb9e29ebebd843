using Accelerated.Metrics;

namespace Accelerated.Perf;

/// <summary>Levenshtein distance by the two-row recurrence in plain C#.</summary>
public sealed class TwoRowDistance : IPeer
{
    public string Name => "two-row DP";

    public string Metric => "levenshtein-tokens";

    public void Fill(EncodedProblem problem, Span<float> matrix)
    {
        var sequences = ((SequenceFeatures)problem.Features).Sequences;
        var row = new int[sequences.LongestRow + 1];
        for (var i = 0; i < problem.Candidates; i++)
        {
            for (var j = 0; j < problem.References; j++)
            {
                matrix[i * problem.References + j] = Distance(sequences[problem.RowOf[i]], sequences[problem.FirstColumnItem + problem.ColumnOf[j]], row);
            }
        }
    }

    private static int Distance(ReadOnlySpan<int> left, ReadOnlySpan<int> right, int[] row)
    {
        for (var j = 0; j <= right.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 0; i < left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i + 1;
            var id = left[i];
            for (var j = 0; j < right.Length; j++)
            {
                var above = row[j + 1];
                row[j + 1] = Math.Min(diagonal + (id == right[j] ? 0 : 1), Math.Min(above, row[j]) + 1);
                diagonal = above;
            }
        }

        return row[right.Length];
    }
}
