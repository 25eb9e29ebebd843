namespace Accelerated.Inference.Evaluating;

/// <summary>Rules against metrics.</summary>
public sealed class EvaluationReport
{
    internal EvaluationReport(int items, int unusable, string baseline, IReadOnlyList<RuleScore> scores)
    {
        Items = items;
        Unusable = unusable;
        Baseline = baseline;
        Scores = scores;
    }

    /// <summary>Items measured.</summary>
    public int Items { get; }

    /// <summary>Items left out: without a right answer, or without candidates that a metric can read.</summary>
    public int Unusable { get; }

    /// <summary>The rule that the differences are against.</summary>
    public string Baseline { get; }

    /// <summary>One score a rule and metric, rule by rule.</summary>
    public IReadOnlyList<RuleScore> Scores { get; }

    /// <summary>What measures, in the order of the scores.</summary>
    internal IReadOnlyList<Measure> Measures { get; init; } = [];

    /// <summary>Items none of whose candidates has an answer.</summary>
    internal int WithoutAnswer { get; init; }

    /// <summary>Groups of items that were drawn together; the number of items where there are none.</summary>
    internal int Groups { get; init; }

    /// <summary>The differences of any two rows, computed as they are read.</summary>
    internal IEnumerable<RowDifference> Pairs { get; init; } = [];

    /// <summary>What metric-aware rules gain by metrics that did not decide.</summary>
    internal IReadOnlyList<Transfer> Transfers { get; init; } = [];

    /// <summary>Whether what metric-aware rules expect comes true.</summary>
    internal IReadOnlyList<Calibration> Calibrations { get; init; } = [];

    /// <summary>Rows that only some items have, and that are left out.</summary>
    internal int PartialRows { get; init; }

    /// <summary>Numbers of candidates whose rows are left out of a sweep, and how many items have fewer.</summary>
    internal IReadOnlyList<(int Candidates, int Items)> TooFewFor { get; init; } = [];

    /// <summary>The score of a rule by a metric.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public RuleScore this[string rule, string metric] => Scores.FirstOrDefault(score => score.Rule == rule && score.Metric == metric)
        ?? throw new ArgumentException(
            $"There is no score of '{rule}' by '{metric}'; the rules are "
            + $"{string.Join(", ", Scores.Select(score => score.Rule).Distinct())}.",
            nameof(rule));
}
