using System.CommandLine;
using Accelerated.Cli.Recording;
using Accelerated.Inference;
using Accelerated.Inference.Engines;
using Accelerated.Inference.Extraction;
using Accelerated.Metrics;

namespace Accelerated.Cli.Commands;

/// <summary>The options that say how existing candidates are selected from.</summary>
/// <param name="isExplained">Whether the selection is explained: a metric may be missing then, and no ranking is written.</param>
internal sealed class SelectOptions(bool isExplained = false)
{
    private readonly Option<string?> _metric = CommonOptions.Metric(!isExplained);
    private readonly Option<string> _rule = CommonOptions.Text(
        "--rule", "candidates", "candidates|bayes|consensus",
        "Choose a candidate; or return the metric's closed-form optimum, or an answer put together from the candidates' words, which need "
        + "not be a candidate.");

    private readonly Option<string> _evaluations = CommonOptions.Text(
        "--consensus-evaluations", "512", "N",
        "Most texts that the rule consensus evaluates to change words of its answer; 0 leaves it as voted.");

    private readonly Option<string?> _clusters = CommonOptions.Clusters();
    private readonly Option<string?> _diverse = CommonOptions.Optional(
        "--diverse", "K", "Also list K candidates that are good and differ from each other. Default: none.");

    private readonly Option<string> _diversity = CommonOptions.Text(
        "--diversity", "0.5", "LAMBDA", "With --diverse: how much differences count beside the expected metric.");

    private readonly Option<string> _weights = CommonOptions.Weights();
    private readonly WeightOptions _adjustment = new(hasSources: true);
    private readonly Option<string> _temperature = CommonOptions.Text(
        "--temperature", "1", "T", "Divisor of log-probabilities before they become weights.");

    private readonly Option<string> _risk = CommonOptions.Risk();
    private readonly Option<string> _self = CommonOptions.Self();
    private readonly Option<string?> _top = CommonOptions.Top();
    private readonly Option<string> _engine = CommonOptions.Engine();
    private readonly Option<bool> _requireGpu = CommonOptions.RequireGpu();
    private readonly Option<string?> _threads = CommonOptions.Threads();
    private readonly Option<string?> _longest = CommonOptions.Longest();
    private readonly Option<string> _bootstrap = CommonOptions.Text(
        "--bootstrap", "0", "N",
        "Bootstrap resamples for 'bestProbability', the probability that the selected candidate would also be the best had other "
        + "samples of the model voted; it says nothing about the right answer. 0 omits it.");

    private readonly Option<string> _seed = CommonOptions.Text("--seed", "1", "S", "Seed of the bootstrap.");
    private readonly AnswerOptions _answers = new(
        "Select among the answers extracted from the texts, leaving out texts without one");

    /// <summary>The options, for the command.</summary>
    public IEnumerable<Option> All =>
    [
        _metric, _rule, _evaluations, _weights, _temperature, _risk, _self, .. isExplained ? [] : OfLists, _engine, _requireGpu, _threads,
        _longest, _bootstrap, _seed, .. _adjustment.All, .. _answers.All,
    ];

    private Option[] OfLists => [_top, _clusters, _diverse, _diversity];

    /// <summary>The options that say where it is computed, which changes no decision.</summary>
    public IEnumerable<Option> OfPlace => [_engine, _threads];

    /// <summary>Selectors for recorded options.</summary>
    /// <exception cref="OptionException">A value is not allowed.</exception>
    public Selectors Selectors(ParseResult parsed) => new(
        CommonOptions.EngineOf(parsed.GetValue(_engine)!), CommonOptions.ThreadsOrAll(parsed.GetValue(_threads)));

    /// <summary>Whether the command line names a metric.</summary>
    public bool HasMetric(ParseResult parsed) => parsed.GetValue(_metric) is not null;

    /// <summary>The extractor that the command line names; null where it names none.</summary>
    /// <exception cref="OptionException">The specification or the locale is unknown.</exception>
    public IAnswerExtractor? Extractor(ParseResult parsed) => _answers.Extractor(parsed);

    /// <summary>Says, once a run, how texts were read.</summary>
    public void Report(Action<string> line) => _answers.Report(line);

    /// <summary>Reads the options' values.</summary>
    /// <exception cref="OptionException">A value is not allowed.</exception>
    public SelectionOptions Read(ParseResult parsed) => new(_answers.MetricOf(parsed, parsed.GetValue(_metric)!))
    {
        Rule = CommonOptions.OneOf("rule", parsed.GetValue(_rule)!, [.. SelectionRules.Names]),
        ConsensusEvaluations = CommonOptions.WholeNumber("consensus-evaluations", parsed.GetValue(_evaluations)!, 0),
        ClusterThreshold = CommonOptions.ClustersOf(parsed.GetValue(_clusters)),
        Diverse = parsed.GetValue(_diverse) is { } diverse ? CommonOptions.WholeNumber("diverse", diverse, 1) : null,
        Diversity = isExplained ? default : Diversity(parsed),
        Weights = WeightOptions.SourceOf("weights", parsed.GetValue(_weights)!),
        Adjustment = _adjustment.Read(parsed),
        Temperature = CommonOptions.Number("temperature", parsed.GetValue(_temperature)!),
        Risk = Risk.Parse(parsed.GetValue(_risk)!),
        Self = CommonOptions.SelfPairOf(parsed.GetValue(_self)!),
        Top = !isExplained && parsed.GetValue(_top) is { } top ? CommonOptions.WholeNumber("top", top, 1) : null,
        Engine = CommonOptions.EngineOf(parsed.GetValue(_engine)!),
        RequireGpu = parsed.GetValue(_requireGpu),
        Threads = CommonOptions.ThreadsOrAll(parsed.GetValue(_threads)),
        LongestCandidate = CommonOptions.LongestOrDefault(parsed.GetValue(_longest)),
        BootstrapResamples = CommonOptions.WholeNumber("bootstrap", parsed.GetValue(_bootstrap)!, 0),
        BootstrapSeed = (ulong)CommonOptions.Seed(parsed.GetValue(_seed)!),
    };

    private double Diversity(ParseResult parsed)
    {
        var text = parsed.GetValue(_diversity)!;
        var number = CommonOptions.Number("diversity", text);
        if (number is not (>= 0 and < double.PositiveInfinity))
        {
            throw new OptionException(
                "diversity", $"Invalid value '{text}' for --diversity: expected a finite number of at least 0, e.g. 0.5.");
        }

        return parsed.GetValue(_diverse) is not null || CommonOptions.FirstGiven(parsed, _diversity) is null
            ? number
            : throw new OptionException("diversity", "--diversity has an effect with --diverse only. Add --diverse K, or leave it out.");
    }
}
