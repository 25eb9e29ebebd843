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
internal sealed class ItemVerdicts(EvaluationOptions options, CpuEngine engine)
{
    private readonly IReadOnlyList<MetricAwareRule> _rules = MetricAwareRules.Of(options);
    private readonly Sweep _sweep = new(options);

    /// <summary>The metric-aware rules.</summary>
    public IReadOnlyList<MetricAwareRule> Rules => _rules;

    /// <summary>The rows of the sweeps, by what is swept.</summary>
    public IReadOnlyList<SweptRows> Sweeps => _sweep.Rows;

    /// <summary>The verdicts on an item, in no order that matters.</summary>
    /// <exception cref="CandidateException">A candidate lacks a weight that the options ask for.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IReadOnlyList<RowVerdict> Of(AnsweredItem item, CancellationToken cancellation)
    {
        var answers = item.Answered;
        var weights = answers.Count == 0
            ? null
            : options.Adjustment.Of(VoteWeights.Of(answers, "Candidate", options.Weights, 1), answers);
        var verdicts = new List<RowVerdict>
        {
            new(UsualRules.OneSample, RowKind.OneSample, weights is null ? Verdict.None : UsualRules.OfOneSample(answers, weights)),
            new(UsualRules.Majority, RowKind.Majority, weights is null ? Verdict.None : UsualRules.OfMajority(answers, weights)),
        };
        if (item.Item.Greedy is { } greedy)
        {
            verdicts.Add(new(UsualRules.Greedy, RowKind.Greedy, Verdict.Of(item.Read(greedy))));
        }

        if (UsualRules.OfMostLikely(item) is { } mostLikely)
        {
            verdicts.Add(new(UsualRules.MostLikely, RowKind.MostLikely, mostLikely));
        }

        foreach (var (row, verdict) in UsualRules.OfSources(item, options.Sources))
        {
            verdicts.Add(new(row, RowKind.Source, verdict));
        }

        foreach (var (row, answer) in item.Item.Answers)
        {
            verdicts.Add(new(row, RowKind.Given, Verdict.Of(item.Read(answer))));
        }

        foreach (var rule in _rules)
        {
            var decided = rule.Decide(item, engine, cancellation);
            verdicts.Add(new(rule.Name, RowKind.MetricAware, decided.Verdict) { Expectation = decided });
        }

        verdicts.AddRange(_sweep.Of(item, engine, cancellation));
        return verdicts;
    }
}
