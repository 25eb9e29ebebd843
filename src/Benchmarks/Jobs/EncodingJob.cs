using Accelerated.Metrics;

namespace Accelerated.Benchmarks;

/// <summary>Texts and token ids to features.</summary>
public static class EncodingJob
{
    /// <summary>Texts and token ids to features, on one thread.</summary>
    public static Job Encoding { get; } = new(
        "encoding", "from candidates to features", "token F1: at most half of the time of its matrix, goal a quarter",
        Measure);

    private static IEnumerable<Figure> Measure(Bench bench)
    {
        foreach (var row in MatrixJobs.TokenF1Rows)
        {
            var matrix = (row with { Job = "encoding" }).Measure(bench, threads: 1);
            var figure = Encode(row.Metric, row.Kind, row.Length, row.Count);
            yield return figure.Against(matrix.Seconds.Min / figure.Seconds.Min, "its matrix's time over its own");
            var ofIds = BagIds(row.Length, row.Count);
            yield return ofIds.Against(matrix.Seconds.Min / ofIds.Seconds.Min, "its matrix's time over its own");
        }

        yield return Encode("levenshtein", SequenceKind.Letters, 64, 2048);
        yield return Encode("levenshtein-tokens", SequenceKind.TokenIds, 64, 2048);
        yield return Encode("token-f1:unit=ids", SequenceKind.TokenIds, 64, 2048);
        yield return Encode("chrf", SequenceKind.Words, 27, 1024);
    }

    private static Figure Encode(string name, SequenceKind kind, int length, int count)
    {
        var metric = MetricCatalogue.Parse(name);
        var candidates = SequenceInput.Make(kind, length, count);
        var seconds = Seconds.Settled(() => ProblemEncoder.Encode(metric, candidates));
        return new Figure("encoding", $"{name} features", Figure.Own, length, count, 1, seconds, seconds.Min * 1e3, "ms");
    }

    // The same bags, from token ids instead of texts, without splitting texts and interning words.
    private static Figure BagIds(int length, int count)
    {
        var metric = MetricCatalogue.Parse("token-f1:unit=ids");
        var candidates = SequenceInput.Make(SequenceKind.TokenIds, length, count);
        var fromTexts = ((BagFeatures)MetricCatalogue.Parse("token-f1").Encode(candidates)).Orders[0];
        var fromIds = ((BagFeatures)metric.Encode(candidates)).Orders[0];
        Correctness.Equal(Renamed(fromTexts), Renamed(fromIds), "bags of token ids");
        var seconds = Seconds.Settled(() => metric.Encode(candidates));
        return new Figure("encoding", "bags of token ids", Figure.Own, length, count, 1, seconds, seconds.Min * 1e3, "ms");
    }

    // Symbols in order of first appearance.
    private static int[] Renamed(BagOrder order)
    {
        var names = new Dictionary<int, int>();
        return [.. order.Bags.Values.ToArray().Select(symbol => names.TryAdd(symbol, names.Count) ? names.Count - 1 : names[symbol])];
    }
}
