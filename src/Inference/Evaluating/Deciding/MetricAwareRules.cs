using Accelerated.Metrics;

namespace Accelerated.Inference.Evaluating;

/// <summary>The metric-aware rules that an evaluation compares.</summary>
internal static class MetricAwareRules
{
    /// <summary>One rule for each metric, form, risk and self pair that go together.</summary>
    /// <exception cref="OptionException">A metric has no closed form that is asked for.</exception>
    public static IReadOnlyList<MetricAwareRule> Of(EvaluationOptions options) =>
        [.. (from metric in options.Metrics
             from form in options.Forms
             from risk in options.Risks
             from self in options.Selves
             where form is null or SelectionRule.Candidates || (risk.Kind == RiskKind.Mean && self == SelfPair.Include)
             select Of(options, metric, form, risk, self)).DistinctBy(rule => rule.Name)];

    /// <summary>The usual rule of a metric.</summary>
    /// <param name="options">The evaluation.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="weights">Where weights come from.</param>
    /// <param name="setting">What its row's name adds.</param>
    /// <param name="temperature">Divides log-probabilities.</param>
    public static MetricAwareRule Usual(
        EvaluationOptions options, Metric metric, WeightSource weights, string setting, double temperature = 1) => new(
        UsualRules.BestExpected(metric) + setting,
        Selection(options, metric) with { Weights = weights, Temperature = temperature, Rule = Form(metric) });

    private static SelectionOptions Selection(EvaluationOptions options, Metric metric) =>
        new(metric) { Weights = options.Weights, Adjustment = options.Adjustment, Threads = 1 };

    private static SelectionRule Form(Metric metric) =>
        metric is RecordMetric or { Family: MetricFamily.Numbers, HasClosedForm: true } ? SelectionRule.Bayes : SelectionRule.Candidates;

    private static MetricAwareRule Of(EvaluationOptions evaluation, Metric metric, SelectionRule? given, Risk risk, SelfPair self)
    {
        // The closed form answers for the mean of all votes.
        var isPlain = risk.Kind == RiskKind.Mean && self == SelfPair.Include;
        var form = given ?? (isPlain ? Form(metric) : SelectionRule.Candidates);
        var name = UsualRules.BestExpected(metric)
            + (!isPlain || form == Form(metric) ? "" : form == SelectionRule.Bayes ? ", closed form" : $", {SelectionRules.NameOf(form)}")
            + (risk.Kind == RiskKind.Mean ? "" : $", {risk}")
            + (self == SelfPair.Include ? "" : ", without own vote");
        var options = Selection(evaluation, metric) with { Rule = form, Risk = risk, Self = self };
        options.Validate();
        return new MetricAwareRule(name, options);
    }
}
