namespace Accelerated.Inference;

/// <summary>Rules against metrics.</summary>
/// <param name="Items">Items measured.</param>
/// <param name="Unusable">Items left out: without a right answer, or without candidates that a metric can read.</param>
/// <param name="Baseline">The rule that the differences are against.</param>
/// <param name="Scores">One score a rule and metric, rule by rule.</param>
public sealed record EvaluationReport(int Items, int Unusable, string Baseline, IReadOnlyList<RuleScore> Scores)
{
    /// <summary>The score of a rule by a metric.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public RuleScore this[string rule, string metric] => Scores.FirstOrDefault(score => score.Rule == rule && score.Metric == metric)
        ?? throw new ArgumentException($"There is no score of '{rule}' by '{metric}'; the rules are {string.Join(", ", Scores.Select(score => score.Rule).Distinct())}.", nameof(rule));
}
