using System.CommandLine;
using System.Globalization;
using Accelerated.Cli.Abstaining;
using Accelerated.Cli.Drawing;
using Accelerated.Cli.Input;
using Accelerated.Cli.Input.Records;
using Accelerated.Cli.Output;
using Accelerated.Cli.Recording;
using Accelerated.Cli.Resuming;
using Accelerated.Inference;
using Accelerated.Inference.Engines;
using Accelerated.Inference.Extraction;
using Accelerated.Inference.Grids;
using Accelerated.Inference.Recording;
using Accelerated.Metrics;

namespace Accelerated.Cli.Commands;

/// <summary><c>accelerated decode</c>: draws or scores, then selects.</summary>
internal sealed class DecodeCommand
{
    private const int SampleTitles = 200;
    private const int SampleCandidates = 48;
    private const string SampleUses = "keep|drop|refuse";

    private readonly Argument<string?> _file = CommonOptions.File(
        "JSON lines with a 'prompt'; '-' reads standard input. Default: the sample reviews shipped with the tool.");

    private readonly Option<string?> _metric = CommonOptions.Optional(
        "--metric", "NAME", "Metric to select by. Without --metric and FILE: print what metric-aware inference gains on the sample.", "-m");

    private readonly Option<string> _rule = CommonOptions.Text(
        "--rule", "auto", "auto|candidates|bayes|consensus",
        "Choose a candidate; return the closed-form optimum, as auto does for numbers and records; or put an answer together from words.");

    private readonly Option<string> _weights = CommonOptions.Text(
        "--weights", "uniform", "uniform|logprob|logprob-per-token",
        "Weight of each sample: equal, or from its log-probability (duplicates counted once), whole or over its number of tokens.");

    private readonly Option<string> _decision = CommonOptions.Text(
        "--decision-temperature", "1", "T", "Weight samples drawn at temperature 1 as if drawn at T (importance weights).");

    private readonly WeightOptions _adjustment = new(hasSources: false);
    private readonly AnswerOptions _answers = new(
        "Vote on the answer extracted from each text, and return a text that contains the winner");

    private readonly Option<string?> _stopAt = CommonOptions.Optional(
        "--early-stop", "P", "Stop drawing when the leader is the best with this probability, e.g. 0.95. Default: draw all.");

    private readonly Option<string?> _stopBlock = CommonOptions.Optional(
        "--early-stop-block", "N", $"Candidates drawn between checks for --early-stop. Default: {new EarlyStop(0.95).Block}.");

    private readonly Option<string> _empty = CommonOptions.Text(
        "--empty", "keep", SampleUses, "Samples of white space only: keep them as votes, drop them, or refuse the prompt.");

    private readonly Option<string> _truncated = CommonOptions.Text(
        "--truncated", "keep", SampleUses, "Samples cut off at --max-tokens: keep, drop or refuse.");

    private readonly Option<string> _unanswered = CommonOptions.Text(
        "--unanswered", "drop", SampleUses, "Samples without an answer for --extract: keep, drop or refuse.");

    private readonly Option<string?> _clusters = CommonOptions.Clusters();
    private readonly Option<string> _risk = CommonOptions.Risk();
    private readonly Option<string> _self = CommonOptions.Self();
    private readonly Option<string?> _top = CommonOptions.Top();
    private readonly DrawOptions _draw = new();
    private readonly InputOptions _input = new(InputUse.Prompts);
    private readonly Option<string> _engine = CommonOptions.Engine();
    private readonly Option<bool> _requireGpu = CommonOptions.RequireGpu();
    private readonly AbstentionOptions _abstaining = new();
    private readonly Option<string?> _record = RecordTarget.Option();
    private readonly Option<string?> _output = CommonOptions.Output("answers");
    private readonly ResumeOptions _resume = new();
    private readonly ToolStreams _streams;

    private DecodeCommand(ToolStreams streams) => _streams = streams;

    // The options that have no effect on a grid.
    private IEnumerable<Option> OfSamples =>
    [
        _weights, _decision, .. _adjustment.All, .. _answers.All, _stopAt, _stopBlock, _empty, _truncated, _unanswered,
        .. _abstaining.All,
    ];

    public static Command Create(ToolStreams streams)
    {
        var decode = new DecodeCommand(streams);
        var command = new Command("decode", "Draw candidates for each prompt, or score a grid of answers, and select the best by a metric.")
        {
            decode._file, decode._metric, decode._rule, decode._weights, decode._decision, decode._stopAt,
            decode._stopBlock, decode._empty, decode._truncated, decode._unanswered, decode._risk, decode._self, decode._clusters,
            decode._top, decode._engine, decode._requireGpu, decode._output, decode._record,
        };
        foreach (var option in decode._adjustment.All.Concat(decode._answers.All).Concat(decode._abstaining.All))
        {
            command.Add(option);
        }

        decode._draw.AddTo(command);
        decode._input.AddTo(command);
        decode._resume.AddTo(command);
        command.SetAction(decode.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(_metric) is not { } name)
        {
            return await ReportAsync(parsed, cancellation).ConfigureAwait(false);
        }

        var metric = _answers.MetricOf(parsed, name);
        var path = parsed.GetValue(_file);
        var plan = _draw.Read(parsed, path is null ? SampleTask.For(metric) : null);
        var selection = Selection(parsed, metric);
        using var input = InputSource.Open(path ?? SampleTask.File, _streams, _input.Read(parsed), cancellation);
        var guard = _streams.Guard(input.Path).Add("model", plan.Model.Files)
            .Add("file of labelled problems", _abstaining.File(parsed));
        RejectIneffective(parsed, plan);
        var decoding = Decoding(parsed, plan);
        var needsLogProbabilities = selection.Weights.IsByModel() || decoding.DecisionTemperature != 1;
        var modelFile = needsLogProbabilities ? plan.Model.WithLogProbabilities() : plan.Model;
        using var model = await modelFile.OpenAsync(_streams.Notes, cancellation).ConfigureAwait(false);
        plan = plan.For(model);
        using var grid = plan.Grid is null ? null : new GridDecoder(model.Scorer, selection, plan.Grid, model.Source);
        using var decoder = plan.Grid is null
            ? new MetricAwareDecoder(model.Source, selection, decoding with { Sampling = plan.Sampling })
            : null;
        if (_abstaining.File(parsed) is not null)
        {
            LabelledDraws.RequireProbabilities(decoding);
        }

        var abstention = await _abstaining.FitAsync(parsed, metric, decoding.Answer, _streams, DecideAsync, cancellation)
            .ConfigureAwait(false);
        await using var run = _resume.Open(
            parsed,
            parsed.GetValue(_output),
            isTable: false,
            [.. plan.Model.Files, .. new[] { _abstaining.File(parsed) }.OfType<string>()],
            _streams,
            guard,
            cancellation);
        var output = run.Output;
        await using var recorded = RecordTarget.Open(
            parsed, _record, metric, _streams, guard, parsed.GetValue(_output), cancellation);
        var hash = recorded is null || plan.Model.Service is not null
            ? null
            : await RecordTarget.HashAsync(plan.Model.Path, cancellation).ConfigureAwait(false);
        var width = CommonOptions.ShownWidth(parsed, _streams, _output);
        return await Progress.RunAsync(_streams.Beside(output), input, async progress =>
        {
            var bad = new BadLines(progress.Line, input.Notes);
            var prompts = new PromptFile(input, bad, plan, acceptsCandidates: false, portion: run.Portion);
            var totals = new DecodingTotals();
            var guards = new SelectionGuards(selection);
            var engines = new EngineNotes(selection.Engine);
            var notes = new DrawNotes(model, plan, _draw.NotesTemplate(parsed), progress.Note);
            using var results = new JsonLines(output);
            var shown = width is { } columns ? new ShownResults(results, columns) : null;
            try
            {
                var decodings = PromptRun.RunAsync(prompts, bad, (item, stop) => DecodeAsync(item, notes, stop), cancellation);
                await foreach (var (item, decoding) in decodings.ConfigureAwait(false))
                {
                    totals.Add(decoding);
                    if (decoding.Failure is { } failure)
                    {
                        progress.Line(string.Create(CultureInfo.InvariantCulture, $"{input.Notes.Unit} {item.Line}: {failure.Message}"));
                    }

                    engines.Add(decoding.Selection);
                    guards.Add(decoding.Selection, decoding.Votes, decoding.OutsideGrid);
                    abstention?.Add(decoding.Selection);
                    shown?.Write(decoding, abstention);
                    if (shown is null)
                    {
                        DecodingJson.Write(results.Json, item, decoding, selection, abstention);
                        results.EndLine();
                    }

                    await results.FlushAsync().ConfigureAwait(false); // drawing is slow, so each answer is written at once
                    if (recorded is not null)
                    {
                        recorded.Write(RecordOf(item, decoding));
                        await recorded.FlushAsync().ConfigureAwait(false);
                    }

                    progress.Report(totals.Prompts);
                }
            }
            finally
            {
                await results.FlushAsync().ConfigureAwait(false);
            }

            await results.EndAsync(bad).ConfigureAwait(false);
            run.End();
            if (recorded is not null)
            {
                await recorded.EndAsync().ConfigureAwait(false);
            }

            notes.Finish();
            _answers.Report(progress.Note);
            abstention?.Report(progress.Note, metric.Info);
            guards.Report(progress.Note);
            engines.Report(progress);
            progress.Note(totals.ToString());
            return bad.Finish();
        }).ConfigureAwait(false);

        DecisionRecord RecordOf(PromptItem item, Decoding made) => new(
            new Problem(item.Id, made.Votes),
            made.Options!,
            RecordTarget.Text(json => DecodingJson.Write(json, item, made, selection, abstention)))
        {
            Model = model.Source.Name,
            ModelHash = hash,
            DrawingSeed = plan.SamplingOf(item.Id).Seed,
        };

        Task<Selection> DecideAsync(Problem problem) => LabelledDraws.DecideAsync(problem, decoder!, decoding, cancellation);

        async Task<Decoding> DecodeAsync(PromptItem item, DrawNotes notes, CancellationToken stop)
        {
            notes.Add(item.Prompt);
            var decoding = grid is not null
                ? await grid.With(plan.GridOf(item.Id)!.Sampling).DecodeAsync(item.Prompt, stop).ConfigureAwait(false)
                : await decoder!.With(plan.SamplingOf(item.Id)).DecodeAsync(item.Prompt, stop).ConfigureAwait(false);
            notes.Add(decoding.Samples, decoding.DroppedPromptTokens);
            return decoding;
        }
    }

    private async Task<int> ReportAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(_file) is { } file)
        {
            throw new OptionException(
                "metric",
                $"No metric for '{file}': --metric is required with a FILE. Add --metric NAME; 'accelerated metrics' lists the names.");
        }

        Option[] ineffective =
            [_rule, .. OfSamples, _risk, _self, _clusters, _top, _engine, _requireGpu, _record, .. _draw.OfTask, .. _resume.All];
        if (CommonOptions.FirstGiven(parsed, ineffective) is { } unused)
        {
            throw new OptionException(
                unused.Name.TrimStart('-'),
                $"{unused.Name} has no effect on the table that 'decode' prints without --metric. "
                + $"Add --metric NAME, or leave {unused.Name} out.");
        }

        var stars = _draw.Read(parsed, SampleTask.Stars);
        using var model = await stars.Model.OpenAsync(_streams.Notes, cancellation).ConfigureAwait(false);
        stars = stars.For(model);
        var titles = (_draw.Read(parsed, SampleTask.Titles) with { Count = SampleCandidates }).For(model);
        await using var output = OutputTarget.Open(
            parsed.GetValue(_output), _streams.Output, _streams.Guard(SampleTask.File).Add("model", stars.Model.Files), cancellation);
        var screen = _streams.ScreenOf(output);
        var notes = new DrawNotes(model, titles, notesTemplate: false, _streams.Notes.WriteLine);
        var report = new SampleReport(_streams, screen, model, notes);
        titles = titles with { First = Math.Min(titles.First, SampleTitles) };
        await _streams.Notes.WriteLineAsync(
            $"Model {ShownText.Of(model.Source.Name)}: scoring stars from 1 to 5, then drawing {SampleCandidates} titles for each of "
            + $"{titles.First} reviews; this may take a minute.").ConfigureAwait(false);
        Metric[] numeric = [MetricCatalogue.Parse("squared-error"), MetricCatalogue.Parse("absolute-error")];
        await output.WriteAsync(await TableAsync(stars, "Stars", numeric).ConfigureAwait(false)).ConfigureAwait(false);
        var table = await TableAsync(titles, "Titles", [MetricCatalogue.Parse("token-f1")]).ConfigureAwait(false);
        await output.WriteAsync("\n" + table).ConfigureAwait(false);
        await output.WriteAsync(screen.Wrap(SampleReport.Remarks)).ConfigureAwait(false);
        return report.Finish();

        Task<string> TableAsync(DrawPlan plan, string title, Metric[] metrics) =>
            Progress.RunAsync(_streams, title, progress => report.RunAsync(plan, title, metrics, progress, cancellation));
    }

    private SelectionOptions Selection(ParseResult parsed, Metric metric) => new(metric)
    {
        Rule = CommonOptions.OneOf(
            "rule",
            parsed.GetValue(_rule)!,
            [("auto", PrefersClosedForm(parsed, metric) ? SelectionRule.Bayes : SelectionRule.Candidates), .. SelectionRules.Names]),
        ClusterThreshold = CommonOptions.ClustersOf(parsed.GetValue(_clusters)),
        Weights = CommonOptions.OneOf(
            "weights", parsed.GetValue(_weights)!, ("uniform", WeightSource.Uniform),
            ("logprob", WeightSource.LogProbability), ("logprob-per-token", WeightSource.LogProbabilityPerToken)),
        Adjustment = _adjustment.Read(parsed),
        Risk = Risk.Parse(parsed.GetValue(_risk)!),
        Self = CommonOptions.SelfPairOf(parsed.GetValue(_self)!),
        Top = parsed.GetValue(_top) is { } top ? CommonOptions.WholeNumber("top", top, 1) : null,
        Engine = CommonOptions.EngineOf(parsed.GetValue(_engine)!),
        RequireGpu = parsed.GetValue(_requireGpu),
        Threads = _draw.Threads(parsed) ?? Environment.ProcessorCount,
    };

    // A risk or a left-out self pair ranks candidates, which closed forms do not.
    private bool PrefersClosedForm(ParseResult parsed, Metric metric) =>
        metric is RecordMetric or { Family: MetricFamily.Numbers, HasClosedForm: true }
        && CommonOptions.FirstGiven(parsed, _risk, _self) is null;

    private void RejectIneffective(ParseResult parsed, DrawPlan plan)
    {
        if (plan.Grid is not null && CommonOptions.FirstGiven(parsed, OfSamples) is { } unused)
        {
            throw new OptionException(
                unused.Name.TrimStart('-'),
                $"{unused.Name} applies to drawn candidates only; a grid's answers are scored instead. "
                + $"Leave {unused.Name} out, or decode without a grid.");
        }
    }

    private DecodingOptions Decoding(ParseResult parsed, DrawPlan plan) => new()
    {
        Candidates = plan.Count,
        Sampling = plan.Sampling,
        Answer = _answers.Extractor(parsed),
        Samples = new SamplePolicy
        {
            Empty = Use("empty", parsed.GetValue(_empty)!),
            Truncated = Use("truncated", parsed.GetValue(_truncated)!),
            Unanswered = Use("unanswered", parsed.GetValue(_unanswered)!),
        },
        DecisionTemperature = CommonOptions.Number("decision-temperature", parsed.GetValue(_decision)!),
        Stop = Stop(parsed),
    };

    private EarlyStop? Stop(ParseResult parsed)
    {
        var block = parsed.GetValue(_stopBlock);
        if (parsed.GetValue(_stopAt) is not { } probability)
        {
            return block is null ? null : throw new OptionException(
                "early-stop-block",
                "--early-stop-block requires --early-stop. Add it, e.g. --early-stop 0.95, or leave --early-stop-block out.");
        }

        var stop = CommonOptions.Number("early-stop", probability);
        return block is null ? new EarlyStop(stop) : new EarlyStop(stop, CommonOptions.WholeNumber("early-stop-block", block, 2));
    }

    private static SampleUse Use(string option, string text) =>
        CommonOptions.OneOf(option, text, ("keep", SampleUse.Keep), ("drop", SampleUse.Drop), ("refuse", SampleUse.Refuse));
}
