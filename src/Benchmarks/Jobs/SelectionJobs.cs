using Accelerated.Inference;
using Accelerated.Inference.Engines;
using Accelerated.Metrics;

namespace Accelerated.Benchmarks;

/// <summary>Whole selections, from texts to the selection.</summary>
public static class SelectionJobs
{
    private const int RaggedProblems = 100_000;
    private const int DistinctProblems = 1000;
    private const int ManyCandidates = 100_000;

    /// <summary>One small problem.</summary>
    public static Job Small { get; } = new(
        "small",
        "one problem of 16 candidates of 16 tokens, texts to selection, one thread (each of 1,000 problems once)",
        "at most 10 us, goal 4 us without allocation beyond the result",
        bench => new[] { "token-f1", "levenshtein-words", "rouge-l" }.Select(metric => MeasureSmall(bench, metric)));

    /// <summary>A batch of many small problems.</summary>
    public static Job Ragged { get; } = new(
        "ragged",
        "100,000 problems of 8 to 64 candidates of 16 tokens (1,000 problems 100 times, in batches of 1,000)",
        "the batch at least at 0.8 of the rate of its problems' kernels alone",
        bench => new[] { "token-f1", "levenshtein-words" }.SelectMany(metric => MeasureRagged(bench, metric)));

    /// <summary>One problem with very many candidates.</summary>
    public static Job Many { get; } = new(
        "many", "100,000 candidates of 64 tokens, texts to selection, all threads", "under 250 ms", bench => [MeasureMany(bench)]);

    private static Figure MeasureSmall(Bench bench, string metric)
    {
        using var selector = new Selector(Options(bench, metric, 1));

        // With a single problem, the branch predictor would learn it and its texts would stay in the L1 cache.
        var problems = Problems(16, 17);
        Array.ForEach(problems, problem => CheckSelection(selector, problem));
        var seconds = Seconds.Settled(() =>
        {
            foreach (var problem in problems)
            {
                selector.Select(problem);
            }
        }).Per(problems.Length);
        var allocated = Allocated(() => selector.Select(problems[0]));
        var figure = new Figure("small", $"{metric} selection", Figure.Own, 16, 16, 1, seconds, seconds.Min * 1e6, "us");
        return figure with { Allocated = allocated };
    }

    private static IEnumerable<Figure> MeasureRagged(Bench bench, string metric)
    {
        const int times = RaggedProblems / DistinctProblems;
        using var selector = new Selector(Options(bench, metric, 1));
        var problems = Problems(8, 65);
        CheckSelection(selector, problems[0]);
        using var engine = bench.Create(threads: 1);
        var encoded = Repeat(Array.ConvertAll(problems, selector.Encode), times);
        var sums = Array.ConvertAll(encoded, problem => new double[problem.Rows]);
        var alone = Figure("kernels alone", Seconds.Settled(() =>
        {
            for (var k = 0; k < encoded.Length; k++)
            {
                engine.WeightedSums(encoded[k], sums[k]);
            }
        }));
        yield return alone;
        var batch = Figure("kernels in one batch", Seconds.Settled(() => engine.WeightedSums(encoded, sums)));
        yield return batch.Against(alone, "the rate of kernels alone");
        yield return Figure("texts to selections", Seconds.Settled(() =>
        {
            for (var k = 0; k < times; k++)
            {
                selector.SelectMany(problems);
            }
        })).Against(alone, "the rate of kernels alone");

        Figure Figure(string work, Seconds seconds) =>
            new("ragged", $"{metric} {work}", Benchmarks.Figure.Own, 16, RaggedProblems, 1, seconds, seconds.Min * 1e3, "ms");
    }

    private static Figure MeasureMany(Bench bench)
    {
        var threads = Environment.ProcessorCount;
        using var selector = new Selector(Options(bench, "token-f1", threads));
        var problem = new Problem("many", SequenceInput.Make(SequenceKind.TokenIds, 64, ManyCandidates));
        CheckSelection(selector, new Problem("few", [.. problem.Candidates.Take(64)]));
        var seconds = Seconds.Settled(() => selector.Select(problem));
        var figure = new Figure("many", "token-f1 selection", Figure.Own, 64, ManyCandidates, threads, seconds, seconds.Min * 1e3, "ms");
        return figure with { Allocated = Allocated(() => selector.Select(problem)) };
    }

    private static SelectionOptions Options(Bench bench, string metric, int threads) =>
        new(MetricCatalogue.Parse(metric)) { Engine = bench.Engine.Kind is null ? EngineChoice.Cpu : bench.Engine, Threads = threads };

    private static void CheckSelection(Selector selector, Problem problem)
    {
        using var definition = new Selector(selector.Options with { Engine = EngineChoice.Reference });
        var wanted = definition.Select(problem).Ranking.Select(ranked => ranked.Expected).ToArray();
        var found = selector.Select(problem).Ranking.Select(ranked => ranked.Expected).ToArray();
        Correctness.Equal<double>(wanted, found, selector.Options.Metric.Info.Name);
    }

    private static Problem[] Problems(int fewest, int below)
    {
        var random = new Random(1);
        var problems = new Problem[DistinctProblems];
        for (var k = 0; k < problems.Length; k++)
        {
            problems[k] = new Problem($"p{k}", SequenceInput.Make(SequenceKind.TokenIds, 16, random.Next(fewest, below), seed: k));
        }

        return problems;
    }

    private static T[] Repeat<T>(T[] items, int times) => [.. Enumerable.Repeat(items, times).SelectMany(all => all)];

    private static long Allocated(Action work)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        work();
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }
}
