using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests.Cpu;

/// <summary>Seeded problems of sequences whose lengths are known, whichever unit a metric reads.</summary>
internal static class Sequences
{
    /// <summary>A problem of a metric.</summary>
    /// <param name="metric">The metric's name.</param>
    /// <param name="seed">Seed of candidates and weights.</param>
    /// <param name="rows">Number of candidates.</param>
    /// <param name="columns">Number of references; 0 where the candidates vote.</param>
    /// <param name="shortest">Least units of a candidate, and of a reference unless given.</param>
    /// <param name="longest">Most units of a candidate, and of a reference unless given.</param>
    /// <param name="shortestColumn">Least units of a reference.</param>
    /// <param name="longestColumn">Most units of a reference.</param>
    public static EncodedProblem Problem(
        string metric, int seed, int rows, int columns, int shortest, int longest, int? shortestColumn = null, int? longestColumn = null)
    {
        var random = new Random(seed);
        var alphabet = random.Next(2, 30);
        var candidates = Draw(random, rows, shortest, longest, alphabet);
        var references = columns == 0 ? null : Draw(random, columns, shortestColumn ?? shortest, longestColumn ?? longest, alphabet);
        var weights = Enumerable.Range(0, columns == 0 ? rows : columns).Select(_ => random.NextDouble()).ToArray();
        return ProblemEncoder.Encode(
            MetricCatalogue.Parse(metric), candidates, references, Weights.FromGiven(weights), longestCandidate: 1 << 20);
    }

    /// <summary>An answer of a number of characters or, for one in three, of words; its token ids are as many.</summary>
    public static Candidate Candidate(Random random, int length, int alphabet)
    {
        var units = Enumerable.Range(0, length).Select(_ => (char)('a' + random.Next(alphabet))).ToArray();
        var text = random.Next(3) == 0 ? string.Join(' ', units) : new string(units);
        return new Candidate(text) { Tokens = [.. units.Select(unit => (int)unit)] };
    }

    private static Candidate[] Draw(Random random, int count, int shortest, int longest, int alphabet) =>
        [.. Enumerable.Range(0, count).Select(_ => Candidate(random, random.Next(shortest, longest + 1), alphabet))];
}
