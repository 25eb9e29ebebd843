using System.CommandLine;
using Accelerated.Cli.Drawing;
using Accelerated.Cli.Input.Formats;
using Accelerated.Inference;
using Accelerated.Inference.Evaluating;
using Accelerated.Inference.Extraction;
using Accelerated.Metrics;

namespace Accelerated.Cli.Commands;

/// <summary>What other options say about an evaluation.</summary>
/// <param name="Metrics">The metrics that decide and measure.</param>
/// <param name="Weights">Where weights come from.</param>
/// <param name="Adjustment">What is changed on the weights.</param>
/// <param name="Extractor">Finds the answer in a text; null if the text is the answer.</param>
/// <param name="Judges">What measures and does not decide.</param>
/// <param name="Resamples">Resamples for each interval.</param>
internal sealed record EvaluationSettings(
    IReadOnlyList<Metric> Metrics,
    WeightSource Weights,
    WeightAdjustment Adjustment,
    IAnswerExtractor? Extractor,
    IReadOnlyList<string> Judges,
    int Resamples);

/// <summary>The options of <c>evaluate</c> on what is compared and how.</summary>
internal sealed class EvaluateOptions
{
    private readonly Option<string[]> _measure = Repeatable(
        "--measure", "NAME", "Metric or statistic that measures and does not decide, e.g. corpus-bleu or kendall.");

    private readonly Option<string[]> _rule = Repeatable(
        "--rule", "candidates|bayes|consensus",
        "Form of the metric-aware rules. Default: bayes for numeric metrics, otherwise candidates.");

    private readonly Option<string[]> _risk = Repeatable(
        "--risk", "RISK", "Risk by which the metric-aware rules decide, as for 'select'. Default: mean.");

    private readonly Option<string[]> _self = Repeatable(
        "--self", "include|exclude", "Whether a candidate's vote for itself counts. Default: include.");

    private readonly Option<string> _sources = CommonOptions.Text(
        "--sources", "field", "field|position|none", "A row for each source alone: by the candidates' 'source', or by their position.");

    private readonly Option<string[]> _answers = Repeatable(
        "--answers", "[NAME=]FIELD", "Field with another answer, which is measured and does not vote, e.g. rover=baselines.rover.");

    private readonly Option<string?> _group = CommonOptions.Optional(
        "--group", "FIELD", "Field that items of one group share, e.g. a document; the intervals resample groups.");

    private readonly Option<string?> _baseline = CommonOptions.Optional(
        "--baseline", "ROW", "Row that differences are from. Default: greedy, most likely or majority, the first there is.");

    private readonly Option<string[]> _compare = new("--compare")
    {
        HelpName = "ROW ROW",
        Description = "Two rows whose difference is shown below the table. Repeatable; --json has all pairs.",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string[]> _sweep = Repeatable(
        "--sweep", "n=...|temperature=...|weights=...",
        "Rows for several numbers of candidates, temperatures of weights from log-probabilities, or kinds of weights, e.g. n=4,8,16; "
        + "and one for the setting that is best on the other half of the items.");

    private readonly Option<string?> _targetRisk = CommonOptions.Optional(
        "--target-risk", "R",
        "Show the calibration of the metric-aware rules, and the threshold that keeps the mean risk R on held-out halves.");

    private readonly Option<string?> _perItem = CommonOptions.Optional(
        "--per-item", "FILE", "File for each item's answers and values, one JSON object per row and item.");

    private readonly Option<string> _unanswered = CommonOptions.Text(
        "--unanswered", "wrong", "wrong|drop|refuse",
        "An item for which a rule has no answer: has the metric's worst value (left out if there is none), is left out, or is a bad line.");

    private readonly Option<string> _goldReduce = CommonOptions.Text(
        "--gold-reduce", "max", "max|mean",
        "With several right answers: the value against the one that suits best, or the mean over them.");

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="forReport">Whether it draws a report, which has no text of its own.</param>
    public void AddTo(Command command, bool forReport = false)
    {
        Option[] shared =
        [
            _measure, _rule, _risk, _self, _sources, _baseline, _unanswered, _goldReduce, _sweep, _targetRisk,
        ];
        Array.ForEach(shared, command.Add);
        if (!forReport)
        {
            command.Add(_answers);
            command.Add(_group);
            command.Add(_compare);
            command.Add(_perItem);
        }
    }

    /// <summary>The fields of lines that are read besides the usual ones.</summary>
    /// <exception cref="OptionException">A path is malformed, or two rows have one name.</exception>
    public ItemFields Fields(ParseResult parsed) => new(
        parsed.GetValue(_group) is { } group ? FieldPath.Parse("group", group) : null,
        parsed.GetValue(_answers)!);

    /// <summary>The rows to compare below the table.</summary>
    /// <exception cref="OptionException">There is not an even number.</exception>
    public IReadOnlyList<(string Row, string Other)> Compared(ParseResult parsed)
    {
        var rows = parsed.GetValue(_compare)!;
        return rows.Length % 2 == 0
            ? [.. rows.Chunk(2).Select(pair => (pair[0], pair[1]))]
            : throw new OptionException(
                "compare", $"--compare has {rows.Length} rows; it takes two at a time, e.g. --compare majority 'best expected token-f1'.");
    }

    /// <summary>Fails if an option names a row that no report of such items has.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="rows">The rows that it can have.</param>
    /// <exception cref="OptionException">There is no row of a name.</exception>
    public void RequireRows(ParseResult parsed, IReadOnlyList<string> rows)
    {
        var named = parsed.GetValue(_compare)!.Select(row => (Option: "compare", Row: row));
        if (parsed.GetValue(_baseline) is { } baseline)
        {
            named = named.Append(("baseline", baseline));
        }

        foreach (var (option, row) in named.Where(name => !rows.Contains(name.Row)))
        {
            throw new OptionException(
                option, $"Invalid value '{row}' for --{option}: expected one of the rows {string.Join(", ", rows)}.");
        }
    }

    /// <summary>Whether calibrations are shown.</summary>
    public bool ShowsCalibration(ParseResult parsed) => parsed.GetValue(_targetRisk) is not null;

    /// <summary>What measures and does not decide, as it is given.</summary>
    public IReadOnlyList<string> Judges(ParseResult parsed) => parsed.GetValue(_measure)!;

    /// <summary>The file for each item's answers; null if there is none.</summary>
    public string? PerItem(ParseResult parsed) => parsed.GetValue(_perItem);

    /// <summary>Reads the options' values.</summary>
    /// <exception cref="OptionException">A value is not allowed.</exception>
    public EvaluationOptions Read(ParseResult parsed, EvaluationSettings settings) => new(settings.Metrics)
    {
        Weights = settings.Weights,
        Adjustment = settings.Adjustment,
        Extractor = settings.Extractor,
        Resamples = settings.Resamples,
        Judges = settings.Judges,
        Forms = OrDefault<SelectionRule?>(parsed.GetValue(_rule)!, null, rule => CommonOptions.OneOf<SelectionRule?>(
            "rule", rule, [.. SelectionRules.Names.Select(named => (named.Name, (SelectionRule?)named.Rule))])),
        Risks = OrDefault(parsed.GetValue(_risk)!, Risk.Mean, Risk.Parse),
        Selves = OrDefault(parsed.GetValue(_self)!, SelfPair.Include, CommonOptions.SelfPairOf),
        Sources = CommonOptions.OneOf(
            "sources",
            parsed.GetValue(_sources)!,
            ("field", SourceRows.Field),
            ("position", SourceRows.Position),
            ("none", SourceRows.None)),
        Baseline = parsed.GetValue(_baseline),
        SweepCounts = [.. Swept(parsed, "n").Select(count => CommonOptions.WholeNumber("sweep", count, 1)).Distinct()],
        SweepTemperatures = [.. Swept(parsed, "temperature").Select(text => Positive("sweep", text)).Distinct()],
        SweepWeights = [.. Swept(parsed, "weights").Select(name => WeightOptions.SourceOf("sweep", name)).Distinct()],
        TargetRisk = parsed.GetValue(_targetRisk) is { } risk ? CommonOptions.Number("target-risk", risk) : null,
        Unanswered = CommonOptions.OneOf(
            "unanswered",
            parsed.GetValue(_unanswered)!,
            ("wrong", UnansweredItems.Wrong),
            ("drop", UnansweredItems.Drop),
            ("refuse", UnansweredItems.Refuse)),
        GoldReduction = CommonOptions.OneOf(
            "gold-reduce", parsed.GetValue(_goldReduce)!, ("max", GoldReduction.Best), ("mean", GoldReduction.Mean)),
    };

    private static Option<string[]> Repeatable(string name, string help, string description) => new(name)
    {
        HelpName = help,
        Description = description + " Repeatable.",
    };

    private static IReadOnlyList<T> OrDefault<T>(string[] given, T byDefault, Func<string, T> read) =>
        given.Length == 0 ? [byDefault] : [.. given.Select(read)];

    private static double Positive(string option, string text) =>
        CommonOptions.Number(option, text) is > 0 and < double.PositiveInfinity and var number
            ? number
            : throw new OptionException(option, $"Invalid value '{text}' for --{option}: expected a positive number, e.g. 0.7.");

    private IEnumerable<string> Swept(ParseResult parsed, string what) => parsed.GetValue(_sweep)!.SelectMany(sweep =>
    {
        var parts = sweep.Split('=');
        return parts is ["n" or "temperature" or "weights", { Length: > 0 } values]
            ? parts[0] == what ? values.Split(',') : []
            : throw new OptionException(
                "sweep",
                $"Invalid value '{sweep}' for --sweep: expected n=..., temperature=... or weights=..., e.g. n=4,8,16 or "
                + "weights=uniform,logprob.");
    });
}
