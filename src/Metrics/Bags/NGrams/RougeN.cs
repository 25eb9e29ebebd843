namespace Accelerated.Metrics;

/// <summary>
/// ROUGE-N (Lin 2004): precision c / |h|, recall c / |r| and their harmonic mean 2c / (|h| + |r|) over n-grams of lower-cased words;
/// 0 where a side has none. The scores are those of the token metrics.
/// </summary>
internal static class RougeN
{
    private const int MostWords = 9;

    private static MetricOption Measure => new("measure", "f", "F1, precision or recall", ["f", "precision", "recall"]);

    /// <summary>All options, the same for ROUGE-L.</summary>
    internal static IReadOnlyList<MetricOption> Options { get; } =
    [
        Measure,
        new(
            "tokenizer",
            "auto",
            "words of all letters and digits (words or unicode), where scripts without blanks are cut at each character (cjk, auto); "
            + "characters (char); or words of a-z and 0-9, as the package rouge-score has it (rouge-score or ascii)",
            ["auto", "cjk", "words", "char", "rouge-score", "unicode", "ascii"]),
        MetricOption.Flag("stem", false, "compare the stems of English words (Porter's), as rouge-score with use_stemmer"),
        TextOptions.Normalize,
        TextOptions.Language,
    ];

    /// <summary>The catalogue entry of single words.</summary>
    public static MetricDefinition Words { get; } = Define(1, "ROUGE-1: shared words");

    /// <summary>The catalogue entry of pairs of words.</summary>
    public static MetricDefinition Pairs { get; } = Define(2, "ROUGE-2: shared pairs of neighbouring words");

    /// <summary>The catalogue entry of three words.</summary>
    public static MetricDefinition Triples { get; } = Define(3, "ROUGE-3: shared runs of three words");

    /// <summary>The catalogue entry of any number of words.</summary>
    public static MetricDefinition AnyOrder { get; } = new(
        "rouge-n",
        "ROUGE-N: shared runs of n words",
        [new("n", "4", "words of a run, a whole number", [.. Enumerable.Range(1, MostWords).Select(n => $"{n}")]), .. Options],
        options => Create(options, (int)options.Number("n")));

    internal static ITokenizer TokenizerOf(MetricOptions options) =>
        options.Flag("stem") ? new StemmingTokenizer(WordsOf(options)) : WordsOf(options);

    private static ITokenizer WordsOf(MetricOptions options)
    {
        var name = options.Text("tokenizer");
        if (name is "rouge-score" or "ascii")
        {
            return new RougeTokenizer(RougeAlphabet.Ascii) { Form = TextOptions.FormOf(options, UnicodeForm.AsGiven) };
        }

        var alphabet = name is "words" or "unicode" ? RougeAlphabet.Unicode : RougeAlphabet.Auto;
        return TextOptions.ByLanguage(
            options,
            language => new RougeTokenizer(alphabet, language, TextOptions.CuttingOf(options))
            {
                Form = TextOptions.FormOf(options, language.Form),
            });
    }

    private static MetricDefinition Define(int n, string summary) => new($"rouge-{n}", summary, Options, options => Create(options, n));

    private static BagMetric Create(MetricOptions options, int n) => options.Text("measure") switch
    {
        "precision" => Create(options, n, new TokenPrecision(0), symmetric: false),
        "recall" => Create(options, n, new TokenRecall(0), symmetric: false),
        _ => Create(options, n, new TokenF1(0), symmetric: true),
    };

    private static BagMetric<Overlap<TScore>> Create<TScore>(MetricOptions options, int n, TScore score, bool symmetric)
        where TScore : unmanaged, IOverlapScore => new(
            options.Info(Direction.HigherIsBetter, 0, 1, symmetric),
            new TokenBagEncoder(TokenizerOf(options), n, firstOrder: n),
            new(score),
            linear: true);
}
