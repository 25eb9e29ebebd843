using System.CommandLine;
using System.Globalization;
using Accelerated.Cli.Drawing;
using Accelerated.Cli.Input;
using Accelerated.Cli.Input.Records;
using Accelerated.Cli.Output;
using Accelerated.Inference;
using Accelerated.Inference.Evaluating;
using Accelerated.Inference.Extraction;
using Accelerated.Inference.Reporting;
using Accelerated.Metrics;

namespace Accelerated.Cli.Commands;

/// <summary><c>accelerated evaluate</c>: whether metric-aware inference pays on the user's data.</summary>
internal sealed class EvaluateCommand
{
    private readonly Argument<string?> _file = CommonOptions.File(
        "JSON lines with 'candidates' or a 'prompt', and the right answer; '-' reads standard input. Default: the sample reviews.");

    private readonly Option<string[]> _metric = new("--metric", "-m")
    {
        HelpName = "NAME",
        Description = "Metric to select by and to measure. Repeatable.",
        Required = true,
    };

    private readonly Option<string?> _weights = CommonOptions.Optional(
        "--weights", "uniform|logprob|logprob-per-token|given",
        "Weight of each vote, as for 'select'. Default: uniform, or a grid's probabilities.");

    private readonly WeightOptions _adjustment = new(hasSources: true);
    private readonly AnswerOptions _answers = new("Vote on the answer extracted from each text, leaving out texts without one");
    private readonly EvaluateOptions _how = new();
    private readonly Option<string> _bootstrap = CommonOptions.Text(
        "--bootstrap", "2000", "N", "Bootstrap resamples of the items for each interval.");

    private readonly Option<bool> _json = new("--json") { Description = "Print a JSON object instead of a table." };
    private readonly Option<string?> _report = CommonOptions.Optional(
        "--report", "FILE", "File for the comparison as pictures, one HTML page that opens offline.");

    private readonly DrawOptions _draw = new();
    private readonly InputOptions _input = new(InputUse.Problems | InputUse.Prompts);
    private readonly Option<string?> _output = CommonOptions.Output("report");
    private readonly ToolStreams _streams;

    private EvaluateCommand(ToolStreams streams) => _streams = streams;

    public static Command Create(ToolStreams streams)
    {
        var evaluate = new EvaluateCommand(streams);
        var command = new Command(
            "evaluate", "Compare greedy, most likely, majority, single-sample, metric-aware and oracle answers with the right ones.")
        {
            evaluate._file, evaluate._metric, evaluate._weights, evaluate._bootstrap, evaluate._json, evaluate._output, evaluate._report,
        };
        foreach (var option in evaluate._adjustment.All.Concat(evaluate._answers.All))
        {
            command.Add(option);
        }

        evaluate._how.AddTo(command);
        evaluate._draw.AddTo(command);
        evaluate._input.AddTo(command);
        command.SetAction(evaluate.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var metrics = parsed.GetValue(_metric)!.Select(name => _answers.MetricOf(parsed, name)).ToList();
        var path = parsed.GetValue(_file);
        var plan = _draw.Read(parsed, path is null ? Sample(metrics) : null);
        var records = metrics.OfType<RecordMetric>().FirstOrDefault();
        if (records?.Schema is { } schema && (plan.Gold == DrawPlan.WholeLine || (plan.Sample is { Gold: null } && !IsGoldGiven())))
        {
            plan = plan with { Gold = DrawPlan.WholeLine, GoldRecord = new RecordMetric(records.Info.Name, schema) };
        }
        else if (plan.Sample is { Gold: null } && CommonOptions.FirstGiven(parsed, _draw.Gold) is null)
        {
            throw new OptionException(
                "gold", "A record has several right answers; name the one to compare, e.g. --gold stars --extract json:$.stars.");
        }

        var options = _how.Read(parsed, new EvaluationSettings(
            metrics,
            parsed.GetValue(_weights) is { } weights
                ? WeightOptions.SourceOf("weights", weights)
                : plan.Grid is null ? WeightSource.Uniform : WeightSource.Given,
            _adjustment.Read(parsed),
            _answers.Extractor(parsed) ?? (records is null ? null : new RecordExtractor(records)),
            [.. _how.Judges(parsed).Select(judge => _answers.Localized(parsed, judge, MeasureCatalogue.MetricOf(judge)))],
            CommonOptions.WholeNumber("bootstrap", parsed.GetValue(_bootstrap)!, 1)));
        using var evaluation = new Evaluation(options);
        if (plan.Grid is null && options.NeedsLogProbabilities)
        {
            plan = plan with { Model = plan.Model.WithLogProbabilities() };
        }

        var fields = _how.Fields(parsed);
        var guards = new EvaluationGuards(evaluation);
        var compared = _how.Compared(parsed);
        var gold = IsGoldGiven() && plan.GoldRecord is null ? plan.Gold : null;
        var settings = _input.Read(parsed, gold);
        settings = plan.Template is null ? settings : settings with { Use = InputUse.Prompts }; // lists in a prompt's line are its fields
        using var input = InputSource.Open(path ?? SampleTask.File, _streams, settings, cancellation);
        var guard = _streams.Guard(input.Path).Add("file of right answers", _input.Files(parsed)).Add("model", plan.Model.Files);
        await using var output = OutputTarget.Open(parsed.GetValue(_output), _streams.Output, guard, cancellation);
        guard.Add("report", parsed.GetValue(_output));
        await using var perItem = _how.PerItem(parsed) is { } itemFile
            ? OutputTarget.Open(itemFile, _streams.Output, guard, cancellation, "--per-item")
            : null;
        guard.Add("file of items", _how.PerItem(parsed));
        await using var page = parsed.GetValue(_report) is { } pageFile
            ? OutputTarget.Open(pageFile, _streams.Output, guard, cancellation, "--report")
            : null;
        using var itemLines = perItem is null ? null : new JsonLines(perItem);
        EvaluationReport? report = null;
        string[] notes = [];
        var code = await Progress.RunAsync(_streams, input, async progress =>
        {
            var bad = new BadLines(progress.Line, input.Notes);
            await using var model = new LazyModel(plan, _draw.NotesTemplate(parsed), _streams.Notes, cancellation);
            var filePlan = plan.Sample is null ? plan : (await model.GetAsync().ConfigureAwait(false)).Plan;
            var prompts = new PromptFile(input, bad, filePlan, acceptsCandidates: true, fields.AreAny);
            var done = 0L;
            var isChecked = false;
            await foreach (var (item, drawn) in PromptRun.RunAsync(prompts, bad, DrawAsync, cancellation).ConfigureAwait(false))
            {
                if (drawn.Failure is { } failure)
                {
                    progress.Line(string.Create(CultureInfo.InvariantCulture, $"{input.Notes.Unit} {item.Line}: {failure.Message}"));
                }

                if (Add(evaluation, item, () => fields.Of(item, drawn), bad, cancellation))
                {
                    if (!isChecked)
                    {
                        isChecked = true;
                        _how.RequireRows(parsed, evaluation.RowNames); // before much is drawn and written
                    }

                    guards.Add(drawn.OutsideGrid);
                    if (itemLines is not null)
                    {
                        ItemLines.Write(itemLines, item.Id, evaluation);
                        await itemLines.FlushIfFullAsync().ConfigureAwait(false);
                    }
                }

                progress.Report(++done);
            }

            model.Finish();
            _answers.Report(progress.Note);
            progress.Step("Intervals by resampling");
            report = evaluation.Report(cancellation);
            notes =
            [
                .. EvaluationNotes.Of(report),
                .. EvaluationNotes.OfPairs(report, compared),
                .. EvaluationNotes.OfTransfers(report),
                .. _how.ShowsCalibration(parsed) ? EvaluationNotes.OfCalibrations(report) : [],
            ];
            if (page is not null)
            {
                var pictures = new Report(Path.GetFileName(input.Name));
                pictures.Add(report);
                await page.WriteAsync(pictures.ToHtml()).ConfigureAwait(false);
            }

            if (itemLines is not null)
            {
                await itemLines.EndAsync(bad).ConfigureAwait(false);
            }

            guards.Report(progress.Note);
            return bad.Finish();

            // A file of candidates needs no model.
            async Task<PromptProblem.Drawn> DrawAsync(PromptItem item, CancellationToken stop) => item.Problem is { } problem
                ? new PromptProblem.Drawn(problem, null)
                : await (await model.GetAsync().ConfigureAwait(false)).DrawAsync(item, stop).ConfigureAwait(false);
        }).ConfigureAwait(false);

        // Behind the progress bar, which would overwrite it on a terminal.
        var asJson = parsed.GetValue(_json);
        await WriteAsync(output, _streams.ScreenOf(output), report!, asJson, input.Name, notes).ConfigureAwait(false);
        return code;

        bool IsGoldGiven() => CommonOptions.IsGiven(parsed, _draw.Gold);
    }

    private static SampleTask Sample(List<Metric> metrics)
    {
        var tasks = metrics.Select(SampleTask.For).Distinct().ToList();
        return tasks.Count == 1 ? tasks[0] : throw new OptionException(
            "metric",
            "The sample's stars need numeric metrics and its titles other ones; both kinds are given. "
            + "Evaluate them separately, or give a FILE.");
    }

    private static bool Add(
        Evaluation evaluation, PromptItem item, Func<EvaluationItem> create, BadLines bad, CancellationToken cancellation)
    {
        try
        {
            if (evaluation.Add(create(), cancellation))
            {
                return true;
            }

            bad.Report(
                item.Line,
                item.Gold is null
                    ? "the right answer is missing; name its field with --gold"
                    : "no metric can read a candidate or the right answer");
        }
        catch (Exception e) when (e is CandidateException or BadLineException || (e is ArgumentException and not OptionException))
        {
            bad.Report(item.Line, e.Message);
        }

        return false;
    }

    private static async Task WriteAsync(
        OutputTarget output, Screen screen, EvaluationReport report, bool asJson, string name, IReadOnlyList<string> notes)
    {
        if (!asJson)
        {
            var title = string.Create(
                CultureInfo.InvariantCulture, $"{Path.GetFileName(name)}, {report.Items} {(report.Items == 1 ? "item" : "items")}");
            var lines = string.Concat(notes.Select(note => ShownText.OneLine(note) + "\n"));
            await output.WriteAsync(ReportTable.Text(report, title, screen) + screen.Wrap(lines)).ConfigureAwait(false);
            return;
        }

        using var json = new JsonLines(output);
        ReportJson.Write(json.Json, report);
        json.EndLine();
        await json.FlushAsync().ConfigureAwait(false);
    }
}
