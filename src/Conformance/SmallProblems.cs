using System.Globalization;
using Accelerated.Metrics;

namespace Accelerated.Conformance;

/// <summary>
/// Seeded problems that every metric of the catalogue can read: text, tokens, labels and vectors, and numbers for numeric metrics.
/// </summary>
internal static class SmallProblems
{
    private static readonly string[] Words =
        ["the", "cat", "sat", "on", "a", "mat", "dog", "log", "ran", "fast", "red", "fox", "over", "it"];

    /// <summary>A problem of a metric.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="seed">Seed of the candidates and weights.</param>
    /// <param name="rows">Number of candidates.</param>
    /// <param name="columns">Number of references; 0 where the candidates vote.</param>
    /// <param name="longest">Most tokens of a text.</param>
    public static EncodedProblem Of(Metric metric, int seed, int rows, int columns = 0, int longest = 12)
    {
        var random = new Random(seed);
        var candidates = List(random, metric, rows, longest);
        var references = columns == 0 ? null : List(random, metric, columns, longest);
        var weights = Enumerable.Range(0, columns == 0 ? rows : columns).Select(_ => random.NextDouble()).ToArray();
        return ProblemEncoder.Encode(metric, candidates, references, Weights.FromGiven(weights));
    }

    private static Candidate[] List(Random random, Metric metric, int count, int longest) =>
        [.. Enumerable.Range(0, count).Select(_ => One(random, metric, longest))];

    private static Candidate One(Random random, Metric metric, int longest)
    {
        var length = random.Next(longest + 1);
        var text = metric.Family == MetricFamily.Numbers
            ? (random.Next(1, 60) / 8.0).ToString(CultureInfo.InvariantCulture)
            : string.Join(' ', Enumerable.Range(0, length).Select(_ => Words[random.Next(Words.Length)]));
        return new Candidate(text)
        {
            Tokens = [.. Enumerable.Range(0, length).Select(_ => random.Next(40))],
            Labels = [.. Enumerable.Range(0, random.Next(5)).Select(_ => Words[random.Next(6)]).Distinct()],
            Vector = [.. Enumerable.Range(0, 11).Select(_ => (float)(random.NextDouble() - .5))],
        };
    }
}
