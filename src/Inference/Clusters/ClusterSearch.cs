using Accelerated.Kernels;
using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>
/// Joins candidates whose metric, as the mean of both directions, reaches a threshold, and all that are joined by others (single linkage).
/// </summary>
internal static class ClusterSearch
{
    /// <summary>The most different candidates: their utilities take 8 bytes a pair, 512 MiB.</summary>
    public const int MostRows = 8192;

    /// <summary>The clusters, the heaviest first; ties to that of the better candidate.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="order">The candidates that the metric can read, best first.</param>
    /// <param name="options">How to select.</param>
    /// <param name="engine">Computes the pairs.</param>
    /// <param name="cancellation">Ends the work between blocks.</param>
    /// <exception cref="CandidateException">There are too many different candidates.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IReadOnlyList<CandidateCluster> Find(
        PreparedProblem problem, int[] order, SelectionOptions options, PairEngine engine, CancellationToken cancellation)
    {
        var encoded = problem.Encoded.IsSquare
            ? problem.Encoded
            : ProblemEncoder.Encode(options.Metric, problem.Problem.Candidates, longestCandidate: options.LongestCandidate);
        if (encoded.Rows > MostRows)
        {
            throw new CandidateException(FormattableString.Invariant(
                $"Clusters of {encoded.Rows:N0} different candidates need too much memory; at most {MostRows:N0} can be. ")
                + "Leave SelectionOptions.ClusterThreshold out, or give fewer.");
        }

        var parents = Join(encoded, options, engine, cancellation);
        var rowOf = encoded.RowOf.ToArray();
        var units = UnitsOf(problem, encoded, order);
        var total = (double)units.Sum();
        double Mass(int[] candidates) => candidates.Select(i => rowOf[i]).Distinct().Sum(row => units[row]) / total;
        return [.. order
            .GroupBy(i => Root(parents, rowOf[i]), (_, candidates) => candidates.ToArray())
            .Select(candidates => new CandidateCluster(candidates, Mass(candidates)))
            .OrderByDescending(cluster => cluster.Mass)];
    }

    /// <summary>The entropy of the clusters' shares, in nats: 0 where all candidates are alike.</summary>
    public static double Entropy(IReadOnlyList<CandidateCluster> clusters) =>
        Math.Max(0, -clusters.Where(cluster => cluster.Mass > 0).Sum(cluster => cluster.Mass * Math.Log(cluster.Mass)));

    // Candidates that do not vote are worth as much as they are often.
    private static long[] UnitsOf(PreparedProblem problem, EncodedProblem encoded, int[] order)
    {
        if (problem.Encoded.IsSquare)
        {
            return encoded.ColumnUnits.ToArray();
        }

        var units = new long[encoded.Rows];
        foreach (var i in order)
        {
            units[encoded.RowOf[i]]++;
        }

        return units;
    }

    private static int[] Join(EncodedProblem encoded, SelectionOptions options, PairEngine engine, CancellationToken cancellation)
    {
        var rows = encoded.Rows;
        var utilities = new double[rows * rows];
        engine.Utilities(encoded, 0, rows, utilities, cancellation);
        var isHigherBetter = options.Metric.Info.Direction == Direction.HigherIsBetter;
        var threshold = options.ClusterThreshold!.Value;
        var parents = Enumerable.Range(0, rows).ToArray();
        for (var i = 1; i < rows; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var j = 0; j < i; j++)
            {
                var mean = (utilities[(i * rows) + j] + utilities[(j * rows) + i]) / 2;
                if (isHigherBetter ? mean >= threshold : mean <= threshold)
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
