using Accelerated.Metrics;

namespace Accelerated.Inference.Explaining;

/// <summary>References grouped by agreement: two agree where the mean of their two utilities is good enough (single linkage).</summary>
internal sealed class VoteClusters
{
    private const double UsualShare = 0.7; // of the best value of a similarity

    private readonly PreparedProblem _problem;
    private readonly double[] _pairs;
    private readonly int _sign;
    private readonly int[] _clusterOf;

    /// <summary>Groups the references.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="pairs">The utilities of the references against one another, columns x columns.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="agreement">
    /// The metric from which two agree; null for 0.7 of a similarity's greatest value, or half of a loss's mean over all pairs.
    /// </param>
    public VoteClusters(PreparedProblem problem, double[] pairs, MetricInfo metric, double? agreement)
    {
        (_problem, _pairs) = (problem, pairs);
        _sign = metric.Direction == Direction.HigherIsBetter ? 1 : -1;
        Agreement = agreement ?? (_sign > 0 && double.IsFinite(metric.Maximum) ? UsualShare * metric.Maximum : MeanOfPairs() / 2);
        _clusterOf = Linked();
        var weights = Enumerable.Range(0, _clusterOf.Length).GroupBy(column => _clusterOf[column])
            .Select(group => group.Sum(Share)).Where(weight => weight > 0);
        Entropy = Math.Max(0, -weights.Sum(weight => weight * Math.Log(weight)));
    }

    /// <summary>The metric from which two references agree.</summary>
    public double Agreement { get; }

    /// <summary>The entropy of the clusters' weights, in nats.</summary>
    public double Entropy { get; }

    private EncodedProblem Encoded => _problem.Encoded;

    /// <summary>The clusters, the answer's first, then by weight.</summary>
    /// <param name="chosen">The selected candidate; -1 for an answer that is none.</param>
    /// <param name="answer">The answer's utilities against the columns.</param>
    public IReadOnlyList<VoteCluster> Of(int chosen, double[] answer)
    {
        var groups = Enumerable.Range(0, _clusterOf.Length).Where(column => Encoded.ColumnUnits[column] > 0)
            .GroupBy(column => _clusterOf[column]).Select(group => group.ToArray()).ToList();
        var own = chosen >= 0 && Encoded.IsSquare && Encoded.ColumnUnits[Encoded.RowOf[chosen]] > 0
            ? groups.First(group => group.Contains(Encoded.RowOf[chosen]))
            : groups.MaxBy(group => _sign * Mean(group, column => answer[column]));
        return [.. groups
            .Select(group => new VoteCluster(
                Members(group),
                _problem.References[Encoded.ReferenceOf(Middle(group))].Text,
                group.Sum(Share),
                Mean(group, column => answer[column]),
                group == own))
            .OrderByDescending(cluster => cluster.HoldsAnswer)
            .ThenByDescending(cluster => cluster.Weight)
            .ThenBy(cluster => cluster.Members[0])];
    }

    private int[] Members(int[] group)
    {
        var columns = group.ToHashSet();
        return [.. Enumerable.Range(0, Encoded.References)
            .Where(k => columns.Contains(Encoded.ColumnOf[k]) && Encoded.Weights.Units[k] > 0)];
    }

    // The member that the others support most, the first of equal ones.
    private int Middle(int[] group) => group.MaxBy(member => _sign * Mean(group, other => Pair(member, other)));

    private double Mean(int[] group, Func<int, double> value)
    {
        var (sum, total) = (0.0, 0.0);
        foreach (var column in group)
        {
            sum += Encoded.ColumnUnits[column] * value(column);
            total += Encoded.ColumnUnits[column];
        }

        return sum / total;
    }

    private double MeanOfPairs()
    {
        int[] all = [.. Enumerable.Range(0, Encoded.Columns)];
        return Mean(all, i => Mean(all, j => Pair(i, j)));
    }

    private double Share(int column) => Encoded.ColumnUnits[column] / (double)Encoded.Weights.Total;

    private double Pair(int i, int j) => (_pairs[i * Encoded.Columns + j] + _pairs[j * Encoded.Columns + i]) / 2;

    private int[] Linked()
    {
        int[] parent = [.. Enumerable.Range(0, Encoded.Columns)];
        for (var i = 0; i < parent.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (_sign * Pair(i, j) >= _sign * Agreement)
                {
                    var (a, b) = (Root(i), Root(j));
                    parent[Math.Max(a, b)] = Math.Min(a, b);
                }
            }
        }

        return [.. Enumerable.Range(0, parent.Length).Select(Root)];

        int Root(int i)
        {
            while (parent[i] != i)
            {
                i = parent[i] = parent[parent[i]];
            }

            return i;
        }
    }
}
