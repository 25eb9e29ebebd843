namespace Accelerated.Metrics;

/// <summary>What the metrics over SQuAD words, or over token ids, have in common.</summary>
internal static class TokenOverlap
{
    public static MetricOption Empty { get; } = new("empty", "v2", "two empty answers score 1 (v2) or 0 (v1)", ["v2", "v1"]);

    public static MetricOption Sets { get; } = MetricOption.Flag("sets", false, "drop repeated tokens");

    public static MetricOption Unit { get; } = new(
        "unit",
        "words",
        "tokens are SQuAD words, or the given token ids (words where there are none; no id is ever a word)",
        ["words", "ids"]);

    public static double EmptyScore(MetricOptions options) => options.Text("empty") == "v2" ? 1 : 0;

    /// <summary>The closed form; none over token ids, for its answer is a bag of words.</summary>
    public static FRule? FRule(MetricOptions options, double beta, double emptyScore) =>
        ReadsIds(options) ? null : new(TextOptions.SquadWords(options), beta, emptyScore, options.Flag("sets"));

    public static BagMetric<Overlap<TScore>> Metric<TScore>(
        MetricOptions options, TScore score, bool symmetric, bool linear, IBagRule? rule = null)
        where TScore : unmanaged, IOverlapScore => new(
            options.Info(Direction.HigherIsBetter, 0, 1, symmetric),
            new TokenBagEncoder(TextOptions.SquadWords(options), asSets: options.Flag("sets"), preferTokenIds: ReadsIds(options)),
            new(score),
            linear,
            rule);

    private static bool ReadsIds(MetricOptions options) => options.Text("unit") == "ids";
}
