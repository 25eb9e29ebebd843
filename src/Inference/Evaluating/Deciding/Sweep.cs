using Accelerated.Kernels;
using Accelerated.Metrics;

namespace Accelerated.Inference.Evaluating;

/// <summary>The rows of a metric under the settings of a sweep.</summary>
/// <param name="Metric">The metric that decides.</param>
/// <param name="Chosen">The row of the setting that is chosen on the other half.</param>
/// <param name="Rows">A row a setting.</param>
internal sealed record SweptRows(Metric Metric, string Chosen, IReadOnlyList<string> Rows);

/// <summary>Metric-aware rules under several numbers of candidates, temperatures and kinds of weights, from one drawing.</summary>
internal sealed class Sweep
{
    private readonly List<(MetricAwareRule Rule, int? Count)> _rules = [];
    private readonly List<SweptRows> _rows = [];

    /// <summary>The sweeps of an evaluation.</summary>
    public Sweep(EvaluationOptions options)
    {
        foreach (var metric in options.Metrics)
        {
            Add(metric, "n", options.SweepCounts, count => (
                MetricAwareRules.Usual(options, metric, options.Weights, FormattableString.Invariant($", n = {count}")), count));
            Add(metric, "temperature", options.SweepTemperatures, temperature => (
                MetricAwareRules.Usual(
                    options, metric, ByModel(options.Weights), FormattableString.Invariant($", temperature = {temperature}"), temperature),
                null));
            Add(metric, "weights", options.SweepWeights, weights => (
                MetricAwareRules.Usual(options, metric, weights, $", weights = {WeightSources.NameOf(weights)}"), null));
        }
    }

    /// <summary>The rows, by metric and by what is swept.</summary>
    public IReadOnlyList<SweptRows> Rows => _rows;

    /// <summary>The verdicts on an item; none of a number of candidates that it does not have.</summary>
    public IEnumerable<RowVerdict> Of(AnsweredItem item, CpuEngine engine, CancellationToken cancellation) =>
        _rules.Where(rule => !(rule.Count > item.Answers.Count))
            .Select(rule => new RowVerdict(rule.Rule.Name, RowKind.Sweep, Decide(rule.Rule, rule.Count, item, engine, cancellation)));

    // All candidates are used, in as many blocks as there are, so that few candidates do not mean few draws.
    private static Verdict Decide(MetricAwareRule rule, int? count, AnsweredItem item, CpuEngine engine, CancellationToken cancellation)
    {
        var size = count ?? item.Answers.Count;
        return Verdict.Mean([.. Enumerable.Range(0, item.Answers.Count / size)
            .Select(block => rule.Decide(item.Part(block * size, size), engine, cancellation).Verdict)]);
    }

    private static WeightSource ByModel(WeightSource weights) => weights.IsByModel() ? weights : WeightSource.LogProbability;

    private void Add<T>(Metric metric, string what, IReadOnlyList<T> settings, Func<T, (MetricAwareRule Rule, int? Count)> create)
    {
        var rules = settings.Select(create).ToList();
        _rules.AddRange(rules);
        if (rules.Count > 0)
        {
            var chosen = $"{UsualRules.BestExpected(metric)}, {what} chosen";
            _rows.Add(new SweptRows(metric, chosen, [.. rules.Select(rule => rule.Rule.Name)]));
        }
    }
}
