using Accelerated.Inference.Extraction;
using Accelerated.Kernels;
using Accelerated.Metrics;

namespace Accelerated.Inference.Evaluating;

/// <summary>
/// Whether metric-aware inference pays: over items with a right answer, the answers of the usual rules and of the metric-aware ones, each
/// measured by every metric. Add the items, then take the report. Not for concurrent callers.
/// </summary>
public sealed class Evaluation : IDisposable
{
    private readonly EvaluationOptions _options;
    private readonly Selector[] _selectors;
    private readonly CpuEngine _engine = new(threads: 1);
    private readonly List<string> _rules = [];
    private readonly List<double[,]> _items = [];
    private bool? _hasGreedy;
    private bool? _hasMostLikely;

    /// <summary>An empty evaluation.</summary>
    /// <exception cref="OptionException">An option is not allowed.</exception>
    public Evaluation(EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _selectors = [.. options.Metrics.Select(metric => new Selector(new SelectionOptions(metric)
        {
            Weights = options.Weights,
            Rule = metric is { Family: MetricFamily.Numbers, HasClosedForm: true } ? SelectionRule.Bayes : SelectionRule.Candidates,
        }))];
    }

    /// <summary>Items left out so far.</summary>
    public int Unusable { get; private set; }

    /// <summary>Takes in one item.</summary>
    /// <param name="problem">Its candidates and the right answer.</param>
    /// <param name="greedy">The model's greedy answer, where it is known: for all items or for none.</param>
    /// <returns>Whether the item counts; one without a right answer or without readable candidates does not.</returns>
    /// <exception cref="CandidateException">A candidate lacks a weight that the options ask for.</exception>
    /// <exception cref="ArgumentException">A greedy answer is given for some items only.</exception>
    public bool Add(Problem problem, Candidate? greedy = null)
    {
        ArgumentNullException.ThrowIfNull(problem);
        if (problem.Gold is not { Count: > 0 } || problem.Candidates is not { Count: > 0 })
        {
            Unusable++;
            return false;
        }

        var weights = VoteWeights.Of(problem.Candidates, "Candidate", _options.Weights, 1);
        var answers = Answers(problem, greedy, weights);
        var candidates = problem.Candidates;
        var values = new double[answers.Count + 2, _options.Metrics.Count];
        var usable = false;
        for (var m = 0; m < _options.Metrics.Count; m++)
        {
            var measured = Measure(_options.Metrics[m], [.. answers.Select(answer => answer ?? new Candidate("")), .. candidates], problem.Gold);
            for (var r = 0; r < answers.Count; r++)
            {
                values[r, m] = answers[r] is null ? double.NaN : measured[r];
            }

            var readable = Enumerable.Range(0, candidates.Count).Where(k => !double.IsNaN(measured[answers.Count + k])).ToArray();
            values[answers.Count, m] = MeanOf(readable, weights, k => measured[answers.Count + k]);
            values[answers.Count + 1, m] = readable.Length == 0 ? double.NaN
                : _options.Metrics[m].Info.Direction == Direction.HigherIsBetter ? readable.Max(k => measured[answers.Count + k]) : readable.Min(k => measured[answers.Count + k]);
            usable |= readable.Length > 0;
        }

        if (!usable)
        {
            Unusable++;
            return false;
        }

        _items.Add(values);
        return true;
    }

    /// <summary>The comparison of all items added so far; the first rule is the baseline.</summary>
    /// <exception cref="CandidateException">No item counts.</exception>
    public EvaluationReport Report()
    {
        if (_items.Count == 0)
        {
            throw new CandidateException(
                $"None of {Unusable} items has both a right answer and a readable candidate; there is nothing to compare. Give items a " +
                "'gold'.");
        }

        var scores = new RuleScore[_rules.Count * _options.Metrics.Count];
        for (var m = 0; m < _options.Metrics.Count; m++)
        {
            var metric = m;
            var column = new PairedBootstrap(_items.Count, (item, rule) => _items[item][rule, metric], _rules.Count, root: _options.Metrics[m] is NumberMetric<SquaredError>);
            var (values, low, high) = column.Intervals(_options.Resamples, _options.Seed);
            for (var r = 0; r < _rules.Count; r++)
            {
                scores[r * _options.Metrics.Count + m] = new RuleScore(
                    _rules[r], _options.Metrics[m].Info.Name, values[r], values[r] - values[0], low[r], high[r], column.Missing[r]);
            }
        }

        return new EvaluationReport(_items.Count, Unusable, _rules[0], scores);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _engine.Dispose();
        foreach (var selector in _selectors)
        {
            selector.Dispose();
        }
    }

    // One answer a rule, null where the rule has none; the first item settles which rules there are.
    private List<Candidate?> Answers(Problem problem, Candidate? greedy, Weights weights)
    {
        var mostLikely = Rules.MostLikelyOf(problem.Candidates);
        if (_hasGreedy is null)
        {
            (_hasGreedy, _hasMostLikely) = (greedy is not null, mostLikely is not null);
            _rules.AddRange(greedy is null ? [] : [Rules.Greedy]);
            _rules.AddRange(mostLikely is null ? [] : [Rules.MostLikely]);
            _rules.AddRange([Rules.Majority, .. _options.Metrics.Select(Rules.BestExpected), Rules.OneSample, Rules.Oracle]);
        }

        if (_hasGreedy != greedy is not null)
        {
            throw new ArgumentException($"Item '{problem.Id}' has {(greedy is null ? "no" : "a")} greedy answer, unlike those before it; give it for all items or for none.", nameof(greedy));
        }

        var answers = new List<Candidate?>();
        if (_hasGreedy == true)
        {
            answers.Add(greedy);
        }

        if (_hasMostLikely == true)
        {
            answers.Add(mostLikely);
        }

        answers.Add(Rules.MajorityOf(problem.Candidates, weights));
        foreach (var outcome in _selectors.Select(selector => selector.SelectMany([problem])[0]))
        {
            answers.Add(AnswerOf(problem, outcome));
        }

        return answers;
    }

    // A closed form's answer need not be a candidate.
    private static Candidate? AnswerOf(Problem problem, SelectionOutcome outcome) => outcome switch
    {
        { Error: not null } => null,
        { Selection: { Index: >= 0 } selection } => problem.Candidates[selection.Index],
        { Selection: var selection } when problem.Candidates.Any(candidate => candidate.Value is not null) =>
            AnswerReading.Meant(selection.Text),
        { Selection: var selection } => selection.Text,
    };

    // What one sample is worth on average: each candidate counts by its weight.
    private static double MeanOf(int[] candidates, Weights weights, Func<int, double> value)
    {
        var total = candidates.Sum(k => weights[k]);
        return total > 0 ? candidates.Sum(k => weights[k] * value(k)) / total : double.NaN;
    }

    // The value of each answer against the right one that suits it best; NaN where the metric cannot read one of the two.
    private double[] Measure(Metric metric, IReadOnlyList<Candidate> answers, IReadOnlyList<Candidate> gold)
    {
        try
        {
            // The answers were short enough before, and the right ones are measured however long they are.
            var problem = ProblemEncoder.Encode(metric, answers, gold, longestCandidate: int.MaxValue);
            var utilities = new double[problem.Rows * problem.Columns];
            _engine.Utilities(problem, 0, problem.Rows, utilities);
            var values = utilities.Chunk(problem.Columns)
                .Select(row => metric.Info.Direction == Direction.HigherIsBetter ? row.Max() : row.Min()).ToArray();
            return Array.ConvertAll(problem.RowOf.ToArray(), row => row < 0 ? double.NaN : values[row]);
        }
        catch (CandidateException)
        {
            var none = new double[answers.Count]; // the right answers are of no kind that this metric measures
            Array.Fill(none, double.NaN);
            return none;
        }
    }
}
