namespace Accelerated.Inference;

/// <summary>How well a rule does by a metric, over all items that have a right answer.</summary>
/// <param name="Rule">
/// The rule: <c>greedy</c>, <c>most likely</c>, <c>majority</c>, <c>one sample</c>, <c>best expected METRIC</c> or <c>oracle</c>.
/// </param>
/// <param name="Metric">The metric that measures.</param>
/// <param name="Value">The mean over the items; for a squared error its root (RMSE).</param>
/// <param name="Difference">The value less that of the baseline.</param>
/// <param name="Low">
/// The lower end of the difference's 95 % interval (percentiles of a paired bootstrap over the items; Efron 1979).
/// </param>
/// <param name="High">The upper end.</param>
/// <param name="Missing">
/// Items for which the metric cannot read the rule's answer; they are left out of every rule's value for this metric.
/// </param>
public sealed record RuleScore(string Rule, string Metric, double Value, double Difference, double Low, double High, int Missing);
