using System.CommandLine;
using System.Globalization;
using Accelerated.Cli.Drawing;
using Accelerated.Cli.Input;
using Accelerated.Cli.Output;
using Accelerated.Inference;
using Accelerated.Metrics;

namespace Accelerated.Cli.Commands;

/// <summary><c>accelerated decode</c>: draws or scores, then selects.</summary>
internal sealed class DecodeCommand
{
    private const int SampleTitles = 200;
    private const int SampleCandidates = 48;
    private const string SampleUses = "keep|drop|refuse";

    private readonly Argument<string?> _file = new("FILE")
    {
        Description = "Lines of JSON with a 'prompt'; '-' is the standard input. Default: the sample reviews that come with the tool.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _metric = new("--metric") { HelpName = "NAME", Description = "The metric to decide by. Without it and without a FILE: a table of what metric-aware inference gains on the sample." };
    private readonly Option<string> _rule = CommonOptions.Text("--rule", "auto", "auto|candidates|bayes", "Choose a candidate, or answer in closed form; auto answers numbers in closed form.");
    private readonly Option<string> _weights = CommonOptions.Text("--weights", "uniform", "uniform|logprob", "Count samples as drawn; or by their log-probability, duplicates once.");
    private readonly Option<string> _decision = CommonOptions.Text("--decision-temperature", "1", "T", "Decide as if samples drawn at 1 came from temperature T (importance weights).");
    private readonly Option<string?> _extract = new("--extract") { HelpName = "HOW", Description = $"Vote on the answer in a text: {AnswerExtractor.Specifications}. The output is a text that carries the winner." };
    private readonly Option<string?> _stopAt = new("--early-stop") { HelpName = "P", Description = "Stop drawing once the leader is the best with this probability." };
    private readonly Option<string?> _stopBlock = new("--early-stop-block") { HelpName = "N", Description = $"Candidates drawn before each look whether to stop early. Default: {new EarlyStop(0.95).Block}." };
    private readonly Option<string> _empty = CommonOptions.Text("--empty", "keep", SampleUses, "Samples of nothing but white space: they vote, are left out, or fail the prompt.");
    private readonly Option<string> _truncated = CommonOptions.Text("--truncated", "keep", SampleUses, "Samples cut off at --max-tokens, likewise.");
    private readonly Option<string> _unanswered = CommonOptions.Text("--unanswered", "drop", SampleUses, "Samples without the answer that --extract looks for, likewise.");
    private readonly Option<string> _risk = CommonOptions.Risk();
    private readonly Option<string> _self = CommonOptions.Self();
    private readonly Option<string?> _top = new("--top") { HelpName = "K", Description = "How many of the ranking to print. Default: all." };
    private readonly DrawOptions _draw = new();
    private readonly Option<string> _engine = CommonOptions.Engine();
    private readonly Option<bool> _requireGpu = CommonOptions.RequireGpu();
    private readonly Option<string?> _output = new("--output") { HelpName = "FILE", Description = "Where answers go; '-', the default, is the standard output." };
    private readonly ToolStreams _streams;

    private DecodeCommand(ToolStreams streams) => _streams = streams;

    public static Command Create(ToolStreams streams)
    {
        var decode = new DecodeCommand(streams);
        var command = new Command("decode", "Draws candidates for each prompt, or scores a grid of answers, and selects the best by a metric.")
        {
            decode._file, decode._metric, decode._rule, decode._weights, decode._decision, decode._extract, decode._stopAt, decode._stopBlock,
            decode._empty, decode._truncated, decode._unanswered, decode._risk, decode._self, decode._top, decode._engine, decode._requireGpu, decode._output,
        };
        decode._draw.AddTo(command);
        command.SetAction(decode.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(_metric) is not { } name)
        {
            return await ReportAsync(parsed, cancellation).ConfigureAwait(false);
        }

        var metric = MetricCatalogue.Parse(name);
        var path = parsed.GetValue(_file);
        var plan = _draw.Read(parsed, path is null ? SampleTask.For(metric) : null);
        var selection = Selection(parsed, metric);
        using var input = InputSource.Open(path ?? SampleTask.File, _streams.Input, cancellation);
        input.RequireOtherThan(parsed.GetValue(_output));
        RefuseIdle(parsed, plan);
        var decoding = Decoding(parsed, plan);
        var needsLogProbabilities = selection.Weights == WeightSource.LogProbability || decoding.DecisionTemperature != 1;
        using var model = await (needsLogProbabilities ? plan.Model.WithLogProbabilities() : plan.Model).OpenAsync(_streams.Error, cancellation).ConfigureAwait(false);
        plan = plan.For(model);
        using var grid = plan.Grid is null ? null : new GridDecoder(model.Scorer, selection, plan.Grid, model.Source);
        using var decoder = plan.Grid is null ? new Decoder(model.Source, selection, decoding with { Sampling = plan.Sampling }) : null;
        await using var output = OutputTarget.Open(parsed.GetValue(_output), _streams.Output, cancellation);
        return await Progress.RunAsync(_streams, input, async progress =>
        {
            var bad = new BadLines(progress.Line);
            var prompts = new PromptFile(input, bad, plan, acceptsCandidates: false);
            var totals = new DecodingTotals();
            var notes = new DrawNotes(model, _draw.SaysTemplate(parsed), progress.Line);
            using var results = new JsonLines(output);
            try
            {
                await foreach (var (item, decoding) in PromptRun.RunAsync(prompts, bad, (item, stop) => DecodeAsync(item, notes, stop), cancellation).ConfigureAwait(false))
                {
                    totals.Add(decoding);
                    if (decoding.Failure is { } failure)
                    {
                        progress.Line(string.Create(CultureInfo.InvariantCulture, $"line {item.Line}: {failure.Message}"));
                    }

                    DecodingJson.Write(results, item, decoding, selection);
                    await results.FlushAsync().ConfigureAwait(false); // drawing is slow; whoever waits sees each answer at once
                    progress.Report(totals.Prompts);
                }
            }
            finally
            {
                await results.FlushAsync().ConfigureAwait(false);
            }

            notes.Finish();
            progress.Line(totals.ToString());
            return bad.Finish(prompts.Replaced);
        }).ConfigureAwait(false);

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

    // Without a metric: what it is all for, on the sample.
    private async Task<int> ReportAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(_file) is { } file)
        {
            throw new OptionException("metric", $"'{file}' is to be decoded, but no metric is named. Name one with --metric; 'accelerated metrics' lists them.");
        }

        if (CommonOptions.FirstGiven(parsed, [_rule, _weights, _decision, _extract, _stopAt, _stopBlock, _empty, _truncated, _unanswered, _risk, _self, _top, _engine, _requireGpu, .. _draw.OfTask]) is { } idle)
        {
            throw new OptionException(idle.Name.TrimStart('-'), $"{idle.Name} has nothing to act on in the table of the sample, which 'decode' shows without a metric. Name one with --metric, or leave it out.");
        }

        var stars = _draw.Read(parsed, SampleTask.Stars);
        using var model = await stars.Model.OpenAsync(_streams.Error, cancellation).ConfigureAwait(false);
        stars = stars.For(model);
        var titles = (_draw.Read(parsed, SampleTask.Titles) with { Count = SampleCandidates }).For(model);
        await using var output = OutputTarget.Open(parsed.GetValue(_output), _streams.Output, cancellation);
        var report = new SampleReport(_streams, model, new DrawNotes(model, saysTemplate: false, _streams.Error.WriteLine));
        await _streams.Error.WriteLineAsync($"Model {ShownText.Of(model.Source.Name)}. Stars are scored, 1 to 5, and {SampleCandidates} titles drawn for each of {Math.Min(titles.First, SampleTitles)} reviews; some seconds.").ConfigureAwait(false);
        await output.WriteAsync(await report.RunAsync(
            stars, "Stars", [MetricCatalogue.Parse("squared-error"), MetricCatalogue.Parse("absolute-error")], cancellation).ConfigureAwait(false)).ConfigureAwait(false);
        await output.WriteAsync("\n" + await report.RunAsync(
            titles with { First = Math.Min(titles.First, SampleTitles) }, "Titles", [MetricCatalogue.Parse("token-f1")], cancellation).ConfigureAwait(false)).ConfigureAwait(false);
        await output.WriteAsync(SampleReport.Remarks).ConfigureAwait(false);
        return report.Finish();
    }

    private SelectionOptions Selection(ParseResult parsed, Metric metric) => new(metric)
    {
        Rule = CommonOptions.OneOf(
            "rule",
            parsed.GetValue(_rule)!,
            ("auto", metric is { Family: MetricFamily.Numbers, HasClosedForm: true } && parsed.GetResult(_risk) is not { Implicit: false } && parsed.GetResult(_self) is not { Implicit: false } ? SelectionRule.Bayes : SelectionRule.Candidates),
            ("candidates", SelectionRule.Candidates),
            ("bayes", SelectionRule.Bayes)),
        Weights = CommonOptions.OneOf("weights", parsed.GetValue(_weights)!, ("uniform", WeightSource.Uniform), ("logprob", WeightSource.LogProbability)),
        Risk = Risk.Parse(parsed.GetValue(_risk)!),
        Self = CommonOptions.SelfPairOf(parsed.GetValue(_self)!),
        Top = parsed.GetValue(_top) is { } top ? CommonOptions.WholeNumber("top", top, 1) : null,
        Engine = EngineChoice.Parse(parsed.GetValue(_engine)!),
        RequireGpu = parsed.GetValue(_requireGpu),
        Threads = _draw.Threads(parsed) ?? Environment.ProcessorCount,
    };

    // Options that a grid has no use for.
    private void RefuseIdle(ParseResult parsed, DrawPlan plan)
    {
        if (plan.Grid is not null && CommonOptions.FirstGiven(parsed, _weights, _decision, _extract, _stopAt, _stopBlock, _empty, _truncated, _unanswered) is { } idle)
        {
            throw new OptionException(idle.Name.TrimStart('-'), $"{idle.Name} is about candidates that are drawn; the answers of a grid are scored, and their probabilities vote. Leave it out, or leave out the grid.");
        }
    }

    private DecodingOptions Decoding(ParseResult parsed, DrawPlan plan) => new()
    {
        Candidates = plan.Count,
        Sampling = plan.Sampling,
        Answer = parsed.GetValue(_extract) is { } extract ? AnswerExtractor.Parse(extract) : null,
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
                "early-stop-block", "--early-stop-block is about stopping early, and --early-stop is not given. Name its probability, such as --early-stop 0.95, or leave it out.");
        }

        var stop = CommonOptions.Number("early-stop", probability);
        return block is null ? new EarlyStop(stop) : new EarlyStop(stop, CommonOptions.WholeNumber("early-stop-block", block, 2));
    }

    private static SampleUse Use(string option, string text) =>
        CommonOptions.OneOf(option, text, ("keep", SampleUse.Keep), ("drop", SampleUse.Drop), ("refuse", SampleUse.Refuse));
}
