using Accelerated.Metrics;

namespace Accelerated.Benchmarks;

/// <summary>Sentences, from texts to the matrix of all pairs.</summary>
public static class SentenceJob
{
    private const int Count = 1024;
    private const int Longest = 27; // 25 words on average
    private const double PublishedSeconds = 384; // sacreBLEU, chrF of 1,024 sentences, exact pairwise

    /// <summary>n-gram metrics of 1,024 sentences.</summary>
    public static Job Sentences { get; } = new(
        "sentences",
        "n-gram metrics of 1,024 sentences of 25 words, texts to matrix",
        "at least 300 times as fast as sacreBLEU's published 384 s; goal under 100 ms on two cores",
        bench => from name in new[] { "chrf", "bleu", "rouge-1", "rouge-2" }
                 from threads in new[] { 1, Environment.ProcessorCount }.Distinct()
                 select Measure(bench, name, threads));

    private static Figure Measure(Bench bench, string name, int threads)
    {
        var metric = MetricCatalogue.Parse(name);
        var candidates = SequenceInput.Make(SequenceKind.Words, Longest, Count);
        var matrix = new float[Count * Count];
        using var engine = bench.Create(threads);
        var seconds = Seconds.Settled(
            () => engine.Matrix(ProblemEncoder.Encode(metric, candidates), 0, Count, matrix),
            () => Correctness.Check(metric, candidates, Longest, matrix));
        var figure = new Figure(
            "sentences", $"{name}, texts to matrix", Figure.Own, Longest, Count, threads, seconds, seconds.Min * 1e3, "ms");
        return name == "chrf" ? figure.Against(PublishedSeconds / seconds.Min, "sacreBLEU's published 384 s") : figure;
    }
}
