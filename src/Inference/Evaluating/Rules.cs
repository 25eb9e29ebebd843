using Accelerated.Metrics;

namespace Accelerated.Inference.Evaluating;

/// <summary>The answers that the usual rules give without looking at a metric.</summary>
internal static class Rules
{
    public const string Greedy = "greedy";
    public const string MostLikely = "most likely";
    public const string Majority = "majority";
    public const string OneSample = "one sample";
    public const string Oracle = "oracle";

    /// <summary>The name of the metric-aware rule of a metric.</summary>
    public static string BestExpected(Metric metric) => "best expected " + metric.Info.Name;

    /// <summary>The most likely candidate, the first on ties; null where one has no log-probability.</summary>
    public static Candidate? MostLikelyOf(IReadOnlyList<Candidate> candidates) =>
        candidates.All(candidate => candidate.LogProbability is not null) ? candidates.MaxBy(candidate => candidate.LogProbability) : null;

    /// <summary>The answer with the most weight: a value, or a trimmed text; the one that comes first on ties.</summary>
    public static Candidate MajorityOf(IReadOnlyList<Candidate> candidates, Weights weights)
    {
        var votes = new Dictionary<string, (Candidate First, long Units)>(StringComparer.Ordinal);
        var order = new List<string>();
        for (var k = 0; k < candidates.Count; k++)
        {
            var key = candidates[k].Value?.Key ?? candidates[k].Text.Trim();
            if (!votes.TryGetValue(key, out var vote))
            {
                order.Add(key);
                vote = (candidates[k], 0);
            }

            votes[key] = (vote.First, vote.Units + weights.Units[k]);
        }

        return votes[order.MaxBy(key => votes[key].Units)!].First;
    }
}
