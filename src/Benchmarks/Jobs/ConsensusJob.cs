using Accelerated.Inference;
using Accelerated.Inference.Engines;
using Accelerated.Metrics;

namespace Accelerated.Benchmarks;

/// <summary>Answers put together from words.</summary>
public static class ConsensusJob
{
    private const int Count = 16;
    private const int Words = 25;
    private const int Problems = 200;
    private const int Vocabulary = 2000;
    private const double Changed = 0.15;

    /// <summary>The consensus of noisy copies of sentences.</summary>
    public static Job Consensus { get; } = new(
        "consensus",
        "consensus of 16 sentences of 25 words of which 15 % are wrong, texts to selection, one thread (each of 200 problems once)",
        "under 1 ms",
        bench => new[] { "levenshtein-words", "token-f1", "rouge-l", "bleu", "chrf" }.Select(metric => Measure(bench, metric)));

    private static Figure Measure(Bench bench, string metric)
    {
        using var selector = new Selector(new(MetricCatalogue.Parse(metric))
        {
            Rule = SelectionRule.Consensus,
            Engine = bench.Engine.Kind is null ? EngineChoice.Cpu : bench.Engine,
            Threads = 1,
        });
        using var definition = new Selector(selector.Options with { Engine = EngineChoice.Reference });
        var random = new Random(1);
        var problems = Enumerable.Range(0, Problems).Select(_ => Make(random)).ToArray();
        Correctness.Equal<double>([definition.Select(problems[0]).Expected], [selector.Select(problems[0]).Expected], metric);
        var seconds = Seconds.Settled(() =>
        {
            foreach (var problem in problems)
            {
                selector.Select(problem);
            }
        }).Per(problems.Length);
        return new Figure("consensus", $"{metric} consensus", Figure.Own, Words, Count, 1, seconds, seconds.Min * 1e6, "us");
    }

    private static Problem Make(Random random)
    {
        var sentence = Enumerable.Range(0, Words).Select(_ => Word(random)).ToArray();
        return new Problem("p", [.. Enumerable.Range(0, Count).Select(_ => new Candidate(string.Join(' ', sentence.SelectMany(
            word => random.NextDouble() >= Changed ? [word] : random.Next(3) switch
            {
                0 => (string[])[],
                1 => [Word(random)],
                _ => [word, Word(random)],
            }))))]);
    }

    private static string Word(Random random) => PseudoWords.Of(random.Next(Vocabulary));
}
