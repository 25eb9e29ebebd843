using Accelerated.Kernels;
using Accelerated.Metrics;

namespace Accelerated.Inference.Evaluating;

/// <summary>
/// Whether metric-aware inference pays: over items with a right answer, the answers of the usual rules and of the metric-aware ones, each
/// measured by every metric. A rule that cannot prefer one of several answers counts as their mean, so that the order of candidates
/// decides nothing. Add the items, then take the report. Not for concurrent callers.
/// </summary>
public sealed class Evaluation : IDisposable
{
    private readonly EvaluationOptions _options;
    private readonly CpuEngine _engine = new(threads: 1);
    private readonly Measure[] _measures;
    private readonly ItemVerdicts _verdicts;
    private readonly ItemSet _items = new();
    private readonly RowList _rows = new();
    private readonly Dictionary<string, NumberJudge> _numbers;
    private bool? _hasGreedy;
    private int _withoutAnswer;

    /// <summary>An empty evaluation.</summary>
    /// <exception cref="OptionException">An option is not allowed.</exception>
    public Evaluation(EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _measures = [.. options.Metrics.Concat(options.Metrics.OfType<RecordMetric>().SelectMany(metric => metric.Parts()))
            .Select(metric => new MetricMeasure(metric, options.GoldReduction, _engine))
            .Concat(options.Judges.Select(judge => MeasureCatalogue.Parse(judge, options.GoldReduction, _engine)))
            .DistinctBy(measure => measure.Name)];
        _verdicts = new ItemVerdicts(options, _engine);
        _numbers = _verdicts.Rules.Select(rule => (rule.Name, Judge: NumberJudge.Of(rule))).Where(rule => rule.Judge is not null)
            .ToDictionary(rule => rule.Name, rule => rule.Judge!, StringComparer.Ordinal);
    }

    /// <summary>What measures.</summary>
    internal IReadOnlyList<Measure> Measures => _measures;

    /// <summary>The metric-aware rules that are compared.</summary>
    internal IReadOnlyList<MetricAwareRule> Rules => _verdicts.Rules;

    /// <summary>The rows that a report of the items so far can have.</summary>
    internal IReadOnlyList<string> RowNames
    {
        get
        {
            var rows = _rows.Of(_items.Count).ToList();
            rows.AddRange(_verdicts.Sweeps.Select(sweep => (sweep.Chosen, RowKind.SweepChoice)));
            if (rows.Count(row => row.Kind == RowKind.Source) > 1)
            {
                rows.Add((UsualRules.BestSource, RowKind.BestSource));
            }

            return [.. rows.OrderBy(row => row.Kind).Select(row => row.Name)];
        }
    }

    /// <summary>The verdicts on the last item that counted, what they were worth, and what voted.</summary>
    internal (IReadOnlyList<RowVerdict> Verdicts, ItemRecord Record, IReadOnlyList<Candidate> Votes)? Last { get; private set; }

    /// <summary>Items left out so far.</summary>
    public int Unusable { get; private set; }

    /// <summary>Takes in one item.</summary>
    /// <param name="problem">Its candidates and the right answer.</param>
    /// <param name="greedy">The model's greedy answer, where it is known: for all items or for none.</param>
    /// <returns>Whether the item counts; one without a right answer that a metric can read does not.</returns>
    /// <exception cref="CandidateException">A candidate lacks a weight that the options ask for.</exception>
    /// <exception cref="ArgumentException">A greedy answer is given for some items only.</exception>
    public bool Add(Problem problem, Candidate? greedy = null)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return Add(new EvaluationItem(problem) { Greedy = greedy }, default);
    }

    /// <inheritdoc cref="Add(Problem, Candidate?)"/>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    internal bool Add(EvaluationItem item, CancellationToken cancellation)
    {
        if (item.Problem.Gold is not { Count: > 0 } || item.Problem.Candidates is not { Count: > 0 })
        {
            Unusable++;
            return false;
        }

        if (_hasGreedy is { } before && before != item.Greedy is not null)
        {
            throw new ArgumentException(
                $"Item '{item.Problem.Id}' has {(before ? "no" : "a")} greedy answer, unlike those before it; give it for all items or for "
                + "none.",
                nameof(item));
        }

        var answered = new AnsweredItem(item, _options.Extractor);
        if (_options.Unanswered == UnansweredItems.Refuse && answered.Voters.Count == 0)
        {
            throw new CandidateException(
                FormattableString.Invariant($"None of {answered.Answers.Count} candidates has an answer by '{_options.Extractor?.Name}'. ")
                + "Draw more, or extract it in another way.");
        }

        var verdicts = _verdicts.Of(answered, cancellation);
        var record = new Measuring(_measures, _options.Unanswered).Of(answered, verdicts, cancellation);
        if (!record.IsReadable.Contains(true))
        {
            Unusable++;
            return false;
        }

        _hasGreedy = item.Greedy is not null;
        _withoutAnswer += answered.Voters.Count == 0 ? 1 : 0;
        Last = (verdicts, record, answered.References ?? answered.Answered);
        _items.Add(record);
        foreach (var verdict in verdicts)
        {
            _rows.Count(verdict.Row, verdict.Kind);
            if (_numbers.TryGetValue(verdict.Row, out var judge))
            {
                judge.Add(answered, verdict.Verdict, _items.HalfOf(_items.Count - 1));
            }
        }

        _rows.Count(UsualRules.Oracle, RowKind.Oracle);
        return true;
    }

    /// <summary>The comparison of all items added so far; the first rule is the baseline.</summary>
    /// <exception cref="CandidateException">No item counts.</exception>
    public EvaluationReport Report() => Report(default);

    /// <inheritdoc cref="Report()"/>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    internal EvaluationReport Report(CancellationToken cancellation)
    {
        if (_items.Count == 0)
        {
            throw new CandidateException(
                $"None of {Unusable} items has both a right answer and a readable candidate; there is nothing to compare. Give items a " +
                "'gold'.");
        }

        var comparison = new Comparison(_options, _measures, _items, _rows.Of(_items.Count), _verdicts, cancellation);
        return comparison.Report(
            Unusable, _withoutAnswer, _rows.Partial(_items.Count), rule => _numbers.GetValueOrDefault(rule)?.Judged());
    }

    /// <inheritdoc/>
    public void Dispose() => _engine.Dispose();
}
