using Accelerated.Metrics;

namespace Accelerated.Perf;

/// <summary>Levenshtein distance by the two-row recurrence in plain C#.</summary>
public sealed class TwoRowDistance : IPeer
{
    public string Name => "two-row DP";

    public bool Computes(string metric) => metric is "levenshtein" or "levenshtein-tokens";

    public PeerRow Prepare(EncodedProblem problem)
    {
        var sequences = ((SequenceFeatures)problem.Features).Sequences;
        var costs = new int[sequences.LongestRow + 1];
        return (candidate, row) =>
        {
            for (var j = 0; j < row.Length; j++)
            {
                row[j] = Distance(sequences[problem.RowOf[candidate]], sequences[problem.FirstColumnItem + problem.ColumnOf[j]], costs);
            }
        };
    }

    private static int Distance(ReadOnlySpan<int> left, ReadOnlySpan<int> right, int[] costs)
    {
        for (var j = 0; j <= right.Length; j++)
        {
            costs[j] = j;
        }

        for (var i = 0; i < left.Length; i++)
        {
            var diagonal = costs[0];
            costs[0] = i + 1;
            var id = left[i];
            for (var j = 0; j < right.Length; j++)
            {
                var above = costs[j + 1];
                costs[j + 1] = Math.Min(diagonal + (id == right[j] ? 0 : 1), Math.Min(above, costs[j]) + 1);
                diagonal = above;
            }
        }

        return costs[right.Length];
    }
}
