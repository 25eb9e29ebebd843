using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>
/// Joins candidates whose metric, as the mean of both directions, reaches a threshold, and all that are joined by others (single linkage).
/// </summary>
internal static class ClusterSearch
{
    /// <summary>The clusters, the heaviest first; ties to that of the better candidate.</summary>
    /// <param name="pairs">The metric between the candidates.</param>
    /// <param name="problem">The problem.</param>
    /// <param name="order">The candidates that the metric can read, best first.</param>
    /// <param name="direction">Which values are better.</param>
    /// <param name="threshold">The metric from which on two candidates are alike.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IReadOnlyList<CandidateCluster> Find(
        CandidatePairs pairs,
        PreparedProblem problem,
        int[] order,
        Direction direction,
        double threshold,
        CancellationToken cancellation)
    {
        var parents = Join(pairs, direction, threshold, cancellation);
        var units = UnitsOf(pairs, problem.Encoded, order);
        var total = (double)units.Sum();
        double Mass(int[] candidates) => candidates.Select(pairs.RowOf).Distinct().Sum(row => units[row]) / total;
        return [.. order
            .GroupBy(i => Root(parents, pairs.RowOf(i)), (_, candidates) => candidates.ToArray())
            .Select(candidates => new CandidateCluster(candidates, Mass(candidates)))
            .OrderByDescending(cluster => cluster.Mass)];
    }

    /// <summary>The entropy of the clusters' shares, in nats: 0 where all candidates are alike.</summary>
    public static double Entropy(IReadOnlyList<CandidateCluster> clusters) =>
        Math.Max(0, -clusters.Where(cluster => cluster.Mass > 0).Sum(cluster => cluster.Mass * Math.Log(cluster.Mass)));

    // Candidates that do not vote are worth as much as they are often.
    private static long[] UnitsOf(CandidatePairs pairs, EncodedProblem encoded, int[] order)
    {
        if (encoded.IsSquare)
        {
            return encoded.ColumnUnits.ToArray();
        }

        var units = new long[pairs.Rows];
        foreach (var i in order)
        {
            units[pairs.RowOf(i)]++;
        }

        return units;
    }

    private static int[] Join(CandidatePairs pairs, Direction direction, double threshold, CancellationToken cancellation)
    {
        var parents = Enumerable.Range(0, pairs.Rows).ToArray();
        for (var i = 1; i < parents.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var j = 0; j < i; j++)
            {
                if (direction == Direction.HigherIsBetter ? pairs[i, j] >= threshold : pairs[i, j] <= threshold)
                {
                    var (left, right) = (Root(parents, i), Root(parents, j));
                    parents[Math.Max(left, right)] = Math.Min(left, right);
                }
            }
        }

        return parents;
    }

    private static int Root(int[] parents, int row)
    {
        while (parents[row] != row)
        {
            row = parents[row] = parents[parents[row]];
        }

        return row;
    }
}
