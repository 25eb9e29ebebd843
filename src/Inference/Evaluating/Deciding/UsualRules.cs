using Accelerated.Metrics;

namespace Accelerated.Inference.Evaluating;

/// <summary>The verdicts of the usual rules, which look at no metric.</summary>
internal static class UsualRules
{
    public const string Greedy = "greedy";
    public const string MostLikely = "most likely";
    public const string Majority = "majority";
    public const string OneSample = "one sample";
    public const string Oracle = "oracle";
    public const string BestSource = "best source";

    /// <summary>The name of the metric-aware rule of a metric.</summary>
    public static string BestExpected(Metric metric) => "best expected " + metric.Info.Name;

    /// <summary>The row of a source.</summary>
    public static string Source(string name) => "source " + name;

    /// <summary>The answer of the most likely candidates, which may have none; null where one has no log-probability.</summary>
    public static Verdict? OfMostLikely(AnsweredItem item)
    {
        var candidates = item.Item.Problem.Candidates;
        if (candidates.Any(candidate => candidate is not null && candidate.LogProbability is null) || candidates.All(c => c is null))
        {
            return null;
        }

        var best = Ties.OfLargest([.. candidates.Select(candidate => candidate?.LogProbability ?? double.NaN)]);
        return Verdict.Of(best.Select(k => (item.Answers[k], 1.0)), best.Select(k => candidates[k].Text).Distinct().Count() > 1);
    }

    /// <summary>The answers with the most weight: values, or trimmed texts.</summary>
    /// <param name="answers">The answers.</param>
    /// <param name="weights">Their weights.</param>
    public static Verdict OfMajority(IReadOnlyList<Candidate> answers, Weights weights)
    {
        var groups = Enumerable.Range(0, answers.Count).GroupBy(k => answers[k].Value?.Key ?? answers[k].Text.Trim()).ToList();
        var best = Ties.OfLargest([.. groups.Select(group => (double)group.Sum(k => weights.Units[k]))]);
        return Verdict.Mean([.. best.Select(g =>
            Verdict.Of(groups[g].Select(k => ((Candidate?)answers[k], (double)weights.Units[k])), best.Length > 1))]);
    }

    /// <summary>One of the answers, drawn by its weight.</summary>
    /// <param name="answers">The answers.</param>
    /// <param name="weights">Their weights.</param>
    public static Verdict OfOneSample(IReadOnlyList<Candidate> answers, Weights weights) =>
        Verdict.Of(answers.Select((answer, k) => ((Candidate?)answer, (double)weights.Units[k])), isTied: false);

    /// <summary>What each source answers: by the candidates' own <see cref="Candidate.Source"/>, or by their places.</summary>
    public static IEnumerable<(string Row, Verdict Verdict)> OfSources(AnsweredItem item, SourceRows rows)
    {
        var candidates = item.Item.Problem.Candidates;
        var sources = rows == SourceRows.None ? []
            : Enumerable.Range(0, candidates.Count).Select(k => (
                Index: k,
                Name: rows == SourceRows.Position ? FormattableString.Invariant($"{k + 1}") : candidates[k]?.Source));
        return sources.Where(source => source.Name is not null).GroupBy(source => source.Name!)
            .Select(source => (Source(source.Key), Verdict.Of(source.Select(one => (item.Answers[one.Index], 1.0)), isTied: false)));
    }
}
