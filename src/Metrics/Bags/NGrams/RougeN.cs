namespace Accelerated.Metrics;

/// <summary>
/// ROUGE-N (Lin 2004): precision c / |h|, recall c / |r| and their harmonic mean 2c / (|h| + |r|) over n-grams of lower-cased words;
/// 0 where a side has none. The scores are those of the token metrics.
/// </summary>
internal static class RougeN
{
    /// <summary>The catalogue entry of single words.</summary>
    public static MetricDefinition Words { get; } = Define(1, "ROUGE-1: shared words");

    /// <summary>The catalogue entry of pairs of words.</summary>
    public static MetricDefinition Pairs { get; } = Define(2, "ROUGE-2: shared pairs of neighbouring words");

    internal static MetricOption Measure => new("measure", "f", "F1, precision or recall", ["f", "precision", "recall"]);

    internal static MetricOption Tokenizer => new(
        "tokenizer",
        "auto",
        "words of a-z and 0-9 (ascii), of all letters and digits (unicode), or ascii for Latin script only (auto)",
        ["auto", "ascii", "unicode"]);

    internal static RougeTokenizer TokenizerOf(MetricOptions options) => new(options.Text("tokenizer") switch
    {
        "ascii" => RougeAlphabet.Ascii,
        "unicode" => RougeAlphabet.Unicode,
        _ => RougeAlphabet.Auto,
    });

    private static MetricDefinition Define(int n, string summary) =>
        new($"rouge-{n}", summary, [Measure, Tokenizer], options => options.Text("measure") switch
    {
        "precision" => Create(options, n, new TokenPrecision(0), symmetric: false),
        "recall" => Create(options, n, new TokenRecall(0), symmetric: false),
        _ => Create(options, n, new TokenF1(0), symmetric: true),
    });

    private static BagMetric<Overlap<TScore>> Create<TScore>(MetricOptions options, int n, TScore score, bool symmetric)
        where TScore : unmanaged, IOverlapScore => new(
            options.Info(Direction.HigherIsBetter, 0, 1, symmetric),
            new TokenBagEncoder(TokenizerOf(options), n, firstOrder: n),
            new(score),
            linear: true);
}
