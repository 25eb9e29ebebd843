using Accelerated.Kernels;
using Accelerated.Metrics;

namespace Accelerated.Inference.Evaluating;

/// <summary>The verdict of one row on an item.</summary>
/// <param name="Row">The row's name.</param>
/// <param name="Kind">The row's kind.</param>
/// <param name="Verdict">What it answers.</param>
internal sealed record RowVerdict(string Row, RowKind Kind, Verdict Verdict)
{
    /// <summary>What a metric-aware rule expects; null for other rows.</summary>
    public MetricAwareVerdict? Expectation { get; init; }
}

/// <summary>The verdicts of all rows on an item.</summary>
internal sealed class ItemVerdicts
{
    private readonly EvaluationOptions _options;
    private readonly CpuEngine _engine;
    private readonly MetricAwareRule[] _rules;

    public ItemVerdicts(EvaluationOptions options, CpuEngine engine)
    {
        _options = options;
        _engine = engine;
        _rules = [.. options.Metrics.Select(metric => new MetricAwareRule(
            Rules.BestExpected(metric),
            new SelectionOptions(metric)
            {
                Weights = options.Weights,
                Rule = metric is { Family: MetricFamily.Numbers, HasClosedForm: true } ? SelectionRule.Bayes : SelectionRule.Candidates,
                Threads = 1,
            }))];
    }

    /// <summary>The verdicts on an item, in no order that matters.</summary>
    /// <exception cref="CandidateException">A candidate lacks a weight that the options ask for.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IReadOnlyList<RowVerdict> Of(AnsweredItem item, CancellationToken cancellation)
    {
        var verdicts = new List<RowVerdict>();
        if (item.Item.Greedy is { } greedy)
        {
            verdicts.Add(new(Rules.Greedy, RowKind.Greedy, Verdict.Of(item.Read(greedy))));
        }

        if (Rules.OfMostLikely(item) is { } mostLikely)
        {
            verdicts.Add(new(Rules.MostLikely, RowKind.MostLikely, mostLikely));
        }

        var answers = item.Answered;
        var weights = answers.Count == 0 ? null : VoteWeights.Of(answers, "Candidate", _options.Weights, 1);
        verdicts.Add(new(Rules.OneSample, RowKind.OneSample, weights is null ? Verdict.None : Rules.OfOneSample(answers, weights)));
        verdicts.Add(new(Rules.Majority, RowKind.Majority, weights is null ? Verdict.None : Rules.OfMajority(answers, weights)));
        foreach (var rule in _rules)
        {
            var decided = rule.Decide(item, _engine, cancellation);
            verdicts.Add(new(rule.Name, RowKind.MetricAware, decided.Verdict) { Expectation = decided });
        }

        return verdicts;
    }
}
