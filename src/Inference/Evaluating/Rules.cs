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
    public static string? MostLikelyOf(IReadOnlyList<Candidate> candidates) =>
        candidates.All(candidate => candidate.LogProbability is not null) ? candidates.MaxBy(candidate => candidate.LogProbability)!.Text : null;

    /// <summary>The text with the most weight, trimmed; the one that comes first on ties.</summary>
    public static string MajorityOf(IReadOnlyList<Candidate> candidates, Weights weights)
    {
        var votes = new Dictionary<string, long>(StringComparer.Ordinal);
        var order = new List<string>();
        for (var k = 0; k < candidates.Count; k++)
        {
            var text = candidates[k].Text.Trim();
            if (!votes.TryGetValue(text, out var units))
            {
                order.Add(text);
            }

            votes[text] = units + weights.Units[k];
        }

        return order.MaxBy(text => votes[text])!;
    }
}
