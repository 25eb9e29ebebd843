using System.CommandLine;
using System.Globalization;
using Accelerated.Cli.Drawing;
using Accelerated.Cli.Input;
using Accelerated.Cli.Output;
using Accelerated.Inference;
using Accelerated.Inference.Evaluating;
using Accelerated.Inference.Extraction;
using Accelerated.Metrics;

namespace Accelerated.Cli.Commands;

/// <summary><c>accelerated evaluate</c>: whether metric-aware inference pays on the user's data.</summary>
internal sealed class EvaluateCommand
{
    private readonly Argument<string?> _file = CommonOptions.File(
        "JSON lines with 'candidates' or a 'prompt', and the right answer; '-' reads standard input. Default: the sample reviews.");

    private readonly Option<string[]> _metric = new("--metric")
    {
        HelpName = "NAME",
        Description = "Metric to select by and to measure. Repeatable.",
        Required = true,
    };

    private readonly Option<string?> _weights = CommonOptions.Optional(
        "--weights", "uniform|logprob|given", "Weight of each vote. Default: uniform, or a grid's probabilities.");

    private readonly AnswerOptions _answers = new("Vote on the answer extracted from each text, leaving out texts without one");

    private readonly Option<string> _bootstrap = CommonOptions.Text(
        "--bootstrap", "2000", "N", "Bootstrap resamples of the items for each interval.");

    private readonly Option<bool> _json = new("--json") { Description = "Print a JSON object instead of a table." };
    private readonly DrawOptions _draw = new();
    private readonly Option<string?> _output = CommonOptions.Output("report");
    private readonly ToolStreams _streams;

    private EvaluateCommand(ToolStreams streams) => _streams = streams;

    public static Command Create(ToolStreams streams)
    {
        var evaluate = new EvaluateCommand(streams);
        var command = new Command(
            "evaluate", "Compare greedy, most likely, majority, single-sample, metric-aware and oracle answers with the right ones.")
        {
            evaluate._file, evaluate._metric, evaluate._weights, evaluate._bootstrap, evaluate._json, evaluate._output,
        };
        foreach (var option in evaluate._answers.All)
        {
            command.Add(option);
        }

        evaluate._draw.AddTo(command);
        command.SetAction(evaluate.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var metrics = parsed.GetValue(_metric)!.Select(name => _answers.MetricOf(parsed, name)).ToList();
        var path = parsed.GetValue(_file);
        var plan = _draw.Read(parsed, path is null ? Sample(metrics) : null);
        if (plan.Sample is { Gold: null } && CommonOptions.FirstGiven(parsed, _draw.Gold) is null)
        {
            throw new OptionException(
                "gold", "A record has several right answers; name the one to compare, e.g. --gold stars --extract json:$.stars.");
        }

        using var evaluation = new Evaluation(new EvaluationOptions(metrics)
        {
            Weights = parsed.GetValue(_weights) is { } weights
                ? CommonOptions.OneOf(
                    "weights",
                    weights,
                    ("uniform", WeightSource.Uniform),
                    ("logprob", WeightSource.LogProbability),
                    ("given", WeightSource.Given))
                : plan.Grid is null ? WeightSource.Uniform : WeightSource.Given,
            Resamples = CommonOptions.WholeNumber("bootstrap", parsed.GetValue(_bootstrap)!, 1),
        });
        if (plan.Grid is null && parsed.GetValue(_weights) == "logprob")
        {
            plan = plan with { Model = plan.Model.WithLogProbabilities() };
        }

        var extractor = _answers.Extractor(parsed);
        var scripts = metrics.Select(metric => new ScriptGuard(metric)).ToList();
        using var input = InputSource.Open(path ?? SampleTask.File, _streams.Input, cancellation);
        input.RequireOtherThan(parsed.GetValue(_output));
        await using var output = OutputTarget.Open(parsed.GetValue(_output), _streams.Output, cancellation);
        return await Progress.RunAsync(_streams, input, async progress =>
        {
            var bad = new BadLines(progress.Line);
            await using var model = new LazyModel(plan, _draw.NotesTemplate(parsed), _streams.Error, cancellation);
            var filePlan = plan.Sample is null ? plan : (await model.GetAsync().ConfigureAwait(false)).Plan;
            var prompts = new PromptFile(input, bad, filePlan, acceptsCandidates: true);
            var done = 0L;
            await foreach (var (item, drawn) in PromptRun.RunAsync(prompts, bad, DrawAsync, cancellation).ConfigureAwait(false))
            {
                if (drawn.Failure is { } failure)
                {
                    progress.Line(string.Create(CultureInfo.InvariantCulture, $"line {item.Line}: {failure.Message}"));
                }

                scripts.ForEach(guard => guard.Add(drawn.Problem.Candidates));
                Add(evaluation, item, drawn, extractor, bad);
                progress.Report(++done);
            }

            model.Finish();
            await WriteAsync(output, evaluation.Report(), parsed.GetValue(_json), input.Name).ConfigureAwait(false);
            _answers.Report(progress.Line);
            scripts.ForEach(guard => guard.Report(progress.Line));
            return bad.Finish(prompts.Replaced);

            // A file of candidates needs no model.
            async Task<PromptProblem.Drawn> DrawAsync(PromptItem item, CancellationToken stop) => item.Problem is { } problem
                ? new PromptProblem.Drawn(problem, null)
                : await (await model.GetAsync().ConfigureAwait(false)).DrawAsync(item, stop).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    private static SampleTask Sample(List<Metric> metrics)
    {
        var tasks = metrics.Select(SampleTask.For).Distinct().ToList();
        return tasks.Count == 1 ? tasks[0] : throw new OptionException(
            "metric",
            "The sample's stars need numeric metrics and its titles other ones; both kinds are given. "
            + "Evaluate them separately, or give a FILE.");
    }

    private static void Add(Evaluation evaluation, PromptItem item, PromptProblem.Drawn drawn, IAnswerExtractor? extractor, BadLines bad)
    {
        try
        {
            drawn = extractor is null ? drawn : Extracted(drawn, extractor);
            if (!evaluation.Add(drawn.Problem, drawn.Greedy))
            {
                bad.Report(
                    item.Line,
                    item.Gold is null
                        ? "the right answer is missing; name its field with --gold"
                        : "no metric can read a candidate or the right answer");
            }
        }
        catch (Exception e) when (e is CandidateException or ArgumentException)
        {
            bad.Report(item.Line, e.Message);
        }
    }

    // A greedy text without an answer is kept whole, because the metric still has to judge it.
    private static PromptProblem.Drawn Extracted(PromptProblem.Drawn drawn, IAnswerExtractor extractor)
    {
        var answered = new AnsweredProblem(drawn.Problem, extractor).Problem;
        var greedy = drawn.Greedy is { } text && extractor.TryRead(text, out var found) ? found : drawn.Greedy;
        return new PromptProblem.Drawn(answered, greedy);
    }

    private static async Task WriteAsync(OutputTarget output, EvaluationReport report, bool asJson, string name)
    {
        if (!asJson)
        {
            var title = string.Create(
                CultureInfo.InvariantCulture, $"{Path.GetFileName(name)}, {report.Items} {(report.Items == 1 ? "item" : "items")}");
            await output.WriteAsync(ReportTable.Text(report, title)).ConfigureAwait(false);
            return;
        }

        using var lines = new JsonLines(output);
        ReportTable.Write(lines, report);
        await lines.FlushAsync().ConfigureAwait(false);
    }
}
