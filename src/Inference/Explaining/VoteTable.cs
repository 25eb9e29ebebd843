using Accelerated.Kernels;
using Accelerated.Metrics;

namespace Accelerated.Inference.Explaining;

/// <summary>The utilities of a problem's pairs, and who wins where only some of its references vote.</summary>
/// <param name="problem">The problem.</param>
/// <param name="utilities">Rows x columns.</param>
/// <param name="options">How candidates are ranked.</param>
internal sealed class VoteTable(PreparedProblem problem, double[] utilities, SelectionOptions options)
{
    private readonly EncodedProblem _encoded = problem.Encoded;
    private readonly bool _excludesSelf = options.Self == SelfPair.Exclude && problem.Encoded.IsSquare;

    /// <summary>The candidates that the metric can read, ascending.</summary>
    public IReadOnlyList<int> Readable { get; } =
        [.. Enumerable.Range(0, problem.Encoded.Candidates).Where(i => problem.Encoded.RowOf[i] >= 0)];

    /// <summary>The votes of all references, in the units of their weights; 0 where the metric cannot read one.</summary>
    public long[] AllVotes => _encoded.Weights.Units.ToArray();

    /// <summary>The utilities of a row.</summary>
    public ReadOnlySpan<double> Row(int row) => utilities.AsSpan(row * _encoded.Columns, _encoded.Columns);

    /// <summary>The weight of each column where references have some votes.</summary>
    public long[] ColumnUnits(ReadOnlySpan<long> votes)
    {
        var units = new long[_encoded.Columns];
        for (var k = 0; k < votes.Length; k++)
        {
            if (_encoded.ColumnOf[k] >= 0)
            {
                units[_encoded.ColumnOf[k]] += votes[k];
            }
        }

        return units;
    }

    /// <summary>
    /// The votes without those of one reference; where weights belong to distinct samples, without those of all its copies.
    /// </summary>
    public long[] Without(int reference, ReadOnlySpan<long> votes)
    {
        var left = votes.ToArray();
        for (var k = 0; k < left.Length; k++)
        {
            if (k == reference || (options.Weights.IsByModel() && _encoded.ColumnOf[k] == _encoded.ColumnOf[reference]))
            {
                left[k] = 0;
            }
        }

        return left;
    }

    /// <summary>The candidate that some votes select, as a selection ranks them; -1 where none of them counts.</summary>
    public int Winner(ReadOnlySpan<long> votes)
    {
        var units = ColumnUnits(votes);
        var sums = Sums(units);
        var worth = new double[Readable.Count];
        var own = new long[Readable.Count];
        for (var k = 0; k < worth.Length; k++)
        {
            var candidate = Readable[k];
            var row = _encoded.RowOf[candidate];
            worth[k] = options.Risk.Kind == RiskKind.Mean
                ? Mean(candidate, sums[row], units, _excludesSelf ? OwnUnits(candidate, votes, units) : 0)
                : Risk(candidate, votes, units);
            own[k] = _encoded.IsSquare ? units[row] : 0;
        }

        var best = Ranking.Best(worth, own, options.Metric.Info.Direction);
        return best < 0 || double.IsNaN(worth[best]) ? -1 : Readable[best];
    }

    /// <summary>The expected metric of a candidate by some votes; NaN where none of them counts.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="votes">The votes.</param>
    /// <param name="withoutOwn">Whether its own vote is left out.</param>
    public double Expected(int candidate, ReadOnlySpan<long> votes, bool withoutOwn)
    {
        var units = ColumnUnits(votes);
        var own = withoutOwn && _encoded.IsSquare ? OwnUnits(candidate, votes, units) : 0;
        return Mean(candidate, RowSum.Of(Row(_encoded.RowOf[candidate]), units), units, own);
    }

    /// <summary>The votes, without a candidate's own where those do not count.</summary>
    public long[] VotesFor(int candidate) =>
        _excludesSelf && candidate >= 0 ? Without(candidate, _encoded.Weights.Units) : AllVotes;

    private double[] Sums(long[] units)
    {
        var sums = new double[_encoded.Rows];
        for (var row = 0; row < sums.Length; row++)
        {
            sums[row] = RowSum.Of(Row(row), units);
        }

        return sums;
    }

    private long OwnUnits(int candidate, ReadOnlySpan<long> votes, long[] units) =>
        options.Weights.IsByModel() ? units[_encoded.RowOf[candidate]] : votes[candidate];

    // In the order of operations of a selection, so that ties are the same.
    private double Mean(int candidate, double sum, long[] units, long own)
    {
        var row = _encoded.RowOf[candidate];
        var total = units.Sum() - own;
        return total == 0 ? double.NaN : own == 0 ? sum / total : (sum - own * Row(row)[row]) / total;
    }

    private double Risk(int candidate, ReadOnlySpan<long> votes, long[] units)
    {
        var row = _encoded.RowOf[candidate];
        var own = _excludesSelf ? OwnUnits(candidate, votes, units) : 0;
        units[row < units.Length && own > 0 ? row : 0] -= own;
        var risk = options.Risk.Of(Row(row), units, options.Metric.Info.Direction);
        units[row < units.Length && own > 0 ? row : 0] += own;
        return risk;
    }
}
