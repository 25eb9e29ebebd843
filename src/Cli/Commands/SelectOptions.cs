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
        "--rule", "candidates", "candidates|bayes",
        "Choose a candidate, or return the metric's closed-form optimum, which need not be a candidate.");

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
        _metric, _rule, _weights, _temperature, _risk, _self, .. isExplained ? [] : new Option[] { _top }, _engine, _requireGpu, _threads,
        _longest, _bootstrap, _seed, .. _adjustment.All, .. _answers.All,
    ];

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
        Rule = CommonOptions.OneOf(
            "rule", parsed.GetValue(_rule)!, ("candidates", SelectionRule.Candidates), ("bayes", SelectionRule.Bayes)),
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
}
