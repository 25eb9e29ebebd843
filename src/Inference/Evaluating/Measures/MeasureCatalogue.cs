using Accelerated.Kernels;
using Accelerated.Metrics;

namespace Accelerated.Inference.Evaluating;

/// <summary>Everything that can measure: the catalogue's metrics, and statistics of a whole set of items.</summary>
internal static class MeasureCatalogue
{
    private static readonly string[] SmoothingOptions = ["smooth=", "floor=", "k=", "effective="]; // of one text's BLEU

    /// <summary>The statistics of a whole set of items, each with what it is and the metric whose options it takes.</summary>
    public static IReadOnlyList<(string Name, string Summary, string OptionsOf)> Statistics { get; } =
    [
        ("corpus-bleu", "BLEU of all items together, with several right answers an item", "bleu"),
        ("corpus-chrf", "chrF of all items together", "chrf"),
        ("corpus-chrf++", "chrF++ of all items together", "chrf++"),
        ("corpus-wer", "word errors of all items over the right answers' words", "wer"),
        ("corpus-cer", "character errors of all items over the right answers' characters", "cer"),
        ("corpus-ter", "translation edit rate of all items together", "ter"),
        ("rmse", "root of the mean squared error", "squared-error"),
        ("mae", "mean absolute error", "absolute-error"),
        ("median-error", "median absolute error", "absolute-error"),
        ("pearson", "correlation of answers and right answers", "absolute-error"),
        ("spearman", "correlation of their ranks", "absolute-error"),
        ("kendall", "Kendall's tau-b", "absolute-error"),
        ("kappa", "quadratic weighted kappa", "absolute-error"),
        ("accuracy", "share of answers within 'delta' of the right ones", "hit"),
    ];

    /// <summary>
    /// The measure of a specification such as <c>token-f1</c>, <c>corpus-bleu:tokenizer=char</c> or <c>accuracy:delta=0.5</c>.
    /// </summary>
    /// <exception cref="OptionException">There is none of that name, or an option is unknown or not allowed.</exception>
    public static Measure Parse(string specification, GoldReduction reduction, CpuEngine engine)
    {
        var name = NameOf(specification);
        var metric = MetricOf(specification);
        metric = metric is NumberMetric number && !specification.Contains("numbers=", StringComparison.Ordinal)
            ? number.With(number.Reader.ByLanguage())
            : metric;
        return name switch
        {
            "corpus-bleu" => new CorpusBleu(specification, (BagMetric)metric),
            "corpus-chrf" or "corpus-chrf++" => new CorpusChrF(specification, (BagMetric)metric),
            "corpus-wer" or "corpus-cer" => new CorpusErrorRate(specification, metric, engine),
            "corpus-ter" => new CorpusErrorRate(specification, metric, engine, percent: true),
            "median-error" => new MedianError(specification, (NumberMetric)metric),
            "pearson" => new PearsonCorrelation(specification, (NumberMetric)metric),
            "spearman" => new SpearmanCorrelation(specification, (NumberMetric)metric),
            "kendall" => new KendallCorrelation(specification, (NumberMetric)metric),
            "kappa" => new QuadraticKappa(specification, (NumberMetric)metric),
            _ => new MetricMeasure(metric, reduction, engine, specification),
        };
    }

    /// <summary>The metric of a measure's specification, or that by whose options a statistic reads texts.</summary>
    /// <exception cref="OptionException">There is none of that name, or an option is unknown or not allowed.</exception>
    public static Metric MetricOf(string specification)
    {
        var name = NameOf(specification);
        if (Statistics.FirstOrDefault(statistic => statistic.Name == name) is not { Name: not null } known)
        {
            return Known(specification, name);
        }

        string[] refused = name switch
        {
            "corpus-bleu" => SmoothingOptions,
            "corpus-wer" or "corpus-cer" => ["cap="], // of one text's rate
            _ => [],
        };
        if (refused.FirstOrDefault(option => specification.Contains(option, StringComparison.Ordinal)) is { } option)
        {
            throw new OptionException(
                "measure",
                $"Invalid option '{option.TrimEnd('=')}' for {name}: expected none but how texts are cut, e.g. {HowCut(name)}.");
        }

        return MetricCatalogue.Parse(known.OptionsOf + specification[name.Length..]);
    }

    private static string NameOf(string specification) => specification.Split(':')[0];

    private static string HowCut(string name) => name == "corpus-cer" ? "normalize=nfkc" : "tokenizer=char";

    private static Metric Known(string specification, string name)
    {
        if (MetricCatalogue.Definitions.Any(definition => definition.Name == name))
        {
            return MetricCatalogue.Parse(specification);
        }

        var names = MetricCatalogue.Definitions.Select(definition => definition.Name)
            .Concat(Statistics.Select(statistic => statistic.Name));
        throw new OptionException(
            "measure", $"Unknown measure '{name}'; did you mean '{NearestName.Of(name, names)}'? It is a metric, or one of "
            + $"{string.Join(", ", Statistics.Select(statistic => statistic.Name))}.");
    }
}
