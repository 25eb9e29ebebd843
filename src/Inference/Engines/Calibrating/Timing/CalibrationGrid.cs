using System.Globalization;
using Accelerated.Metrics;

namespace Accelerated.Inference.Engines;

/// <summary>
/// The problems that engines are timed on for a family of work: batches of small ones, and single ones of growing size.
/// </summary>
/// <param name="Family">The kind of work.</param>
/// <param name="Name">Its display name.</param>
/// <param name="Points">The points in the order of timing.</param>
internal sealed record CalibrationGrid(WorkFamily Family, string Name, IReadOnlyList<GridPoint> Points)
{
    private const int Seed = 1;
    private const int Vocabulary = 500;
    private const int BatchProblems = 64;

    private static readonly int[] BatchCounts = [16, 48];
    private static readonly int[] Counts = [16, 48, 144, 432, 1296];

    /// <summary>The grid of every family.</summary>
    public static IReadOnlyList<CalibrationGrid> All() =>
    [
        Of(WorkFamily.OneWord, "edit distance, 48 tokens", "levenshtein-tokens", random => Tokens(random, 48)),
        Of(WorkFamily.TwoWords, "edit distance, 110 tokens", "levenshtein-tokens", random => Tokens(random, 110)),
        Of(WorkFamily.FourWords, "edit distance, 220 tokens", "levenshtein-tokens", random => Tokens(random, 220)),
        Of(WorkFamily.ManyWords, "edit distance, 300 tokens", "levenshtein-tokens", random => Tokens(random, 300)),
        Of(WorkFamily.LinearBags, "expected token F1, 48 tokens", "token-f1", random => Tokens(random, 48)),
        Of(WorkFamily.Bags, "Jaccard, 48 tokens", "jaccard", random => Tokens(random, 48)),
        Of(WorkFamily.Numbers, "log-cosh of numbers", "log-cosh", Number),
        Of(WorkFamily.Vectors, "cosine, 256 floats", "cosine", Vector),
        Of(WorkFamily.Custom, "a user's metric, 16 tokens", SharedPositions.Metric, random => Tokens(random, 16)),
    ];

    private static CalibrationGrid Of(WorkFamily family, string name, string metric, Func<Random, Candidate> draw) =>
        Of(family, name, MetricCatalogue.Parse(metric), draw);

    private static CalibrationGrid Of(WorkFamily family, string name, Metric metric, Func<Random, Candidate> draw)
    {
        return new(family, name, [.. BatchCounts.Select(count => Point(BatchProblems, count)), .. Counts.Select(count => Point(1, count))]);

        GridPoint Point(int problems, int count) => new(problems, count, () =>
        {
            var random = new Random(Seed);
            return ProblemEncoder.Encode(metric, [.. Enumerable.Range(0, count).Select(_ => draw(random))]);
        });
    }

    private static Candidate Tokens(Random random, int length)
    {
        int[] tokens = [.. Enumerable.Range(0, length).Select(_ => random.Next(Vocabulary))];
        return new Candidate(string.Join(' ', tokens)) { Tokens = tokens };
    }

    private static Candidate Number(Random random) => new(random.NextDouble().ToString("R", CultureInfo.InvariantCulture));

    private static Candidate Vector(Random random) => new("") { Vector = [.. Enumerable.Range(0, 256).Select(_ => random.NextSingle())] };
}
