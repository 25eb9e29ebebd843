namespace Accelerated.Inference.Evaluating;

/// <summary>How well a rule does by a metric, over all items that have a right answer.</summary>
public sealed class RuleScore
{
    internal RuleScore(string rule, string metric, double value, double difference, double low, double high, int missing)
    {
        Rule = rule;
        Metric = metric;
        Value = value;
        Difference = difference;
        Low = low;
        High = high;
        Missing = missing;
    }

    /// <summary>
    /// The rule: <c>greedy</c>, <c>most likely</c>, <c>majority</c>, <c>one sample</c>, <c>best expected METRIC</c> or <c>oracle</c>.
    /// </summary>
    public string Rule { get; }

    /// <summary>The metric that measures.</summary>
    public string Metric { get; }

    /// <summary>The mean over the items; for a squared error its root (RMSE).</summary>
    public double Value { get; }

    /// <summary>The value less that of the baseline.</summary>
    public double Difference { get; }

    /// <summary>The lower end of the difference's 95 % interval (percentiles of a paired bootstrap over the items; Efron 1979).</summary>
    public double Low { get; }

    /// <summary>The upper end.</summary>
    public double High { get; }

    /// <summary>
    /// Items for which the rule has no answer that the metric can read. They have the metric's worst value; where it has none, they are
    /// left out of every rule's value for this metric.
    /// </summary>
    public int Missing { get; }

    /// <summary>Items that the value is of.</summary>
    public int Items { get; internal init; }

    /// <summary>Items for which the rule had several answers that were equally good; they count as the mean of these.</summary>
    public int Tied { get; internal init; }
}
