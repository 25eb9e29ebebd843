namespace Accelerated.Metrics.Tests.Records;

/// <summary>Records of a problem, as a metric reads and decides them.</summary>
internal static class Records
{
    public static EncodedProblem Encode(RecordSchema schema, IReadOnlyList<string> texts, double[]? weights = null) =>
        ProblemEncoder.Encode(
            Metric.Record(schema),
            [.. texts.Select(text => new Candidate(text))],
            weights: weights is null ? null : Weights.FromGiven(weights));

    /// <summary>The best record, and its expected utility by the metric's own pairs.</summary>
    public static (string Text, double Expected) Best(RecordSchema schema, IReadOnlyList<string> texts, double[]? weights = null)
    {
        var best = RecordMetric.Best(Encode(schema, texts, weights));
        return (best, Expected(schema, best, texts, weights));
    }

    /// <summary>The expected utility of an answer, which need not be a text.</summary>
    public static double Expected(RecordSchema schema, string answer, IReadOnlyList<string> texts, double[]? weights = null)
    {
        var metric = Metric.Record(schema);
        var given = weights ?? [.. texts.Select(_ => 1.0)];
        return Enumerable.Range(0, texts.Count).Sum(k => given[k] * metric.Score(answer, texts[k])) / given.Sum();
    }

    /// <summary>The fields of the best record.</summary>
    public static IReadOnlyList<FieldValue> Fields(RecordSchema schema, IReadOnlyList<string> texts)
    {
        var best = new Candidate(RecordMetric.Best(Encode(schema, texts))) { IsComputed = true };
        var alone = ProblemEncoder.Encode(Metric.Record(schema), [best], [.. texts.Select(text => new Candidate(text))]);
        return RecordMetric.Fields(alone, 0);
    }
}
