using System.Globalization;
using Accelerated.Metrics;

namespace Accelerated.Benchmarks;

/// <summary>Expected values of all candidates, from features, without a matrix.</summary>
public static class SumJobs
{
    private const int Few = 10_000;
    private const int Many = 100_000;

    private static readonly int[] Lengths = [16, 64, 128, 256];

    /// <summary>Expected values that need no pairs.</summary>
    public static Job Risks { get; } = new(
        "risks", "expected token F1 and expected losses without pairs", "token F1: the first prototype's rate; losses: growth as N log N",
        bench => TokenF1(bench).Concat(Losses(bench)));

    private static IEnumerable<Figure> TokenF1(Bench bench)
    {
        foreach (var length in Lengths)
        {
            foreach (var count in new[] { 1024, 2048 })
            {
                var candidates = SequenceInput.Make(SequenceKind.TokenIds, length, count);
                var seconds = Measure(bench, "token-f1", candidates, length);
                var rate = (double)count * count / seconds.Min / 1e6;
                yield return new Figure("risks", "token-f1 expected values", Figure.Own, length, count, 1, seconds, rate, "Mpairs/s");
            }
        }
    }

    private static IEnumerable<Figure> Losses(Bench bench)
    {
        const double growth = Many / Few * 5 / 4.0; // N log N
        foreach (var metric in new[] { "squared-error", "absolute-error", "huber" })
        {
            var few = Figure(Few);
            yield return few;
            var many = Figure(Many);
            yield return many.Against(few.Seconds.Min * growth / many.Seconds.Min, "N log N from 10,000");

            Figure Figure(int count)
            {
                var seconds = Measure(bench, metric, Numbers(count), 1);
                return new Figure(
                    "risks", $"{metric} expected values", Benchmarks.Figure.Own, 1, count, 1, seconds, seconds.Min * 1e3, "ms");
            }
        }
    }

    private static Seconds Measure(Bench bench, string name, Candidate[] candidates, int length)
    {
        var metric = MetricCatalogue.Parse(name);
        using var engine = bench.Create(threads: 1);
        Correctness.CheckSums(engine, metric, candidates, length);
        var problem = ProblemEncoder.Encode(metric, candidates);
        var sums = new double[problem.Rows];
        return Seconds.Settled(() => engine.WeightedSums(problem, sums));
    }

    private static Candidate[] Numbers(int count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextDouble() * 1000).ToString("R", CultureInfo.InvariantCulture))
            .Select(text => new Candidate(text))];
    }
}
