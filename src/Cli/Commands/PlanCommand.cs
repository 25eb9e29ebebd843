using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Accelerated.Cli.Drawing;
using Accelerated.Cli.Input;
using Accelerated.Cli.Input.Records;
using Accelerated.Cli.Output;
using Accelerated.Inference;
using Accelerated.Inference.Extraction;
using Accelerated.Inference.Planning;
using Accelerated.Metrics;

namespace Accelerated.Cli.Commands;

/// <summary><c>accelerated plan</c>: how many candidates to draw, and what that takes, from a pilot.</summary>
internal sealed class PlanCommand
{
    private const int PilotPrompts = 10;

    private readonly Argument<string?> _file = CommonOptions.File(
        "JSON lines with 'candidates', or with a 'prompt' to draw a pilot for; '-' reads standard input. Default: the sample reviews.");

    private readonly Option<string> _metric = CommonOptions.Metric();
    private readonly Option<string> _confidence = CommonOptions.Text(
        "--confidence", "0.95", "P", "Confidence, above 0.5 and below 1, with which a stable decision prefers the better of the two best.");

    private readonly Option<string> _problems = CommonOptions.Text(
        "--problems", "1", "K", "Number of problems that seconds and tokens are predicted for.");

    private readonly Option<bool> _json = new("--json") { Description = "Print a JSON object instead of a table." };
    private readonly Option<string?> _output = CommonOptions.Output("plan");
    private readonly AnswerOptions _answers = new("Plan for the answers extracted from the texts, leaving out texts without one");
    private readonly DrawOptions _draw = new();
    private readonly InputOptions _input = new(InputUse.Problems | InputUse.Prompts);
    private readonly ToolStreams _streams;

    private PlanCommand(ToolStreams streams) => _streams = streams;

    public static Command Create(ToolStreams streams)
    {
        var plan = new PlanCommand(streams);
        var command = new Command("plan", "Predict from a pilot how many candidates are enough, and the seconds and tokens they take.")
        {
            plan._file, plan._metric, plan._confidence, plan._problems, plan._json, plan._output,
        };
        foreach (var option in plan._answers.All)
        {
            command.Add(option);
        }

        plan._draw.AddTo(command);
        plan._input.AddTo(command);
        command.SetAction(plan.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var metric = _answers.MetricOf(parsed, parsed.GetValue(_metric)!);
        var extractor = _answers.Extractor(parsed);
        var problems = CommonOptions.WholeNumber("problems", parsed.GetValue(_problems)!, 1);
        using var planner = PlannerOf(metric, CommonOptions.Number("confidence", parsed.GetValue(_confidence)!));
        var path = parsed.GetValue(_file);
        var draws = _draw.Read(parsed, path is null ? SampleTask.Titles : null);
        if (draws.Grid is not null)
        {
            throw new OptionException(
                "grid", "A grid is scored, not drawn, so that there is no number of candidates to plan. Leave --grid out.");
        }

        using var input = InputSource.Open(path ?? SampleTask.File, _streams, _input.Read(parsed), cancellation);
        var guard = _streams.Guard(input.Path).Add("file of right answers", _input.Files(parsed)).Add("model", draws.Model.Files);
        await using var output = OutputTarget.Open(parsed.GetValue(_output), _streams.Output, guard, cancellation);
        return await Progress.RunAsync(_streams.Beside(output), input, async progress =>
        {
            var bad = new BadLines(progress.Line, input.Notes);
            await using var model = new LazyModel(draws, _draw.NotesTemplate(parsed), _streams.Notes, cancellation);
            var file = draws.Sample is null ? draws : (await model.GetAsync().ConfigureAwait(false)).Plan;
            var pilot = new PilotDrawing(model);
            var most = CommonOptions.IsGiven(parsed, _draw.First) ? int.MaxValue : PilotPrompts;
            var prompts = new PromptFile(input, bad, file, acceptsCandidates: true, mostPrompts: most);
            var done = 0;
            await foreach (var (item, problem) in PromptRun.RunAsync(prompts, bad, pilot.DrawAsync, cancellation).ConfigureAwait(false))
            {
                done += Add(planner, problem, extractor, item.Line, bad, cancellation) ? 1 : 0;
                progress.Report(done);
            }

            model.Finish();
            _answers.Report(progress.Note);
            if (done == 0)
            {
                _ = bad.Finish();
                throw new ToolException($"{input.Name} has no problem to plan by. Give it lines with 'candidates' or a 'prompt'.");
            }

            var plan = planner.Plan(pilot.Drawn == done ? pilot.Elapsed : null);
            if (parsed.GetValue(_json))
            {
                using var json = new JsonLines(output);
                PlanView.Write(json.Json, plan, metric.Info, problems);
                json.EndLine();
                await json.FlushAsync().ConfigureAwait(false);
            }
            else
            {
                await output.WriteAsync(PlanView.Text(plan, metric.Info, problems, _streams.ScreenOf(output))).ConfigureAwait(false);
            }

            return bad.Finish();
        }).ConfigureAwait(false);
    }

    private static DrawingPlanner PlannerOf(Metric metric, double confidence)
    {
        try
        {
            return new DrawingPlanner(metric, confidence);
        }
        catch (OptionException e) when (e.ParamName == "confidence")
        {
            throw new OptionException(
                "confidence",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Invalid value '{confidence}' for --confidence: expected a number above 0.5 and below 1, e.g. 0.95."),
                e);
        }
    }

    private static bool Add(
        DrawingPlanner planner, Problem problem, IAnswerExtractor? extractor, long line, BadLines bad, CancellationToken cancellation)
    {
        try
        {
            planner.Add(extractor is null ? problem : new AnsweredProblem(problem, extractor).Problem, cancellation);
            return true;
        }
        catch (Exception e) when (e is CandidateException or ScorerException)
        {
            bad.Report(line, e.Message);
            return false;
        }
    }

    /// <summary>Draws the candidates of the pilot's prompts and takes the time from the first to the last.</summary>
    private sealed class PilotDrawing(LazyModel model)
    {
        private readonly Stopwatch _watch = new();
        private int _drawn;

        /// <summary>Prompts drawn.</summary>
        public int Drawn => _drawn;

        /// <summary>The time that passed while any was drawn.</summary>
        public TimeSpan Elapsed { get; private set; }

        /// <summary>The problem of a line.</summary>
        public async Task<Problem> DrawAsync(PromptItem item, CancellationToken stop)
        {
            if (item.Problem is { } given)
            {
                // What a file leaves out has no place here.
                return new Problem(given.Id, [.. given.Candidates.Where(candidate => candidate is not null)])
                {
                    References = given.References,
                };
            }

            var drawing = await model.GetAsync().ConfigureAwait(false);
            drawing.Notes.Add(item.Prompt);
            lock (_watch)
            {
                _watch.Start(); // once the model is open
            }

            var sampling = drawing.Plan.SamplingOf(item.Id);
            var set = await DrawnSet
                .CollectAsync(drawing.Source, item.Prompt, drawing.Plan.Count, sampling, stop).ConfigureAwait(false);
            lock (_watch)
            {
                _drawn++;
                Elapsed = _watch.Elapsed;
            }

            drawing.Notes.Add(set.Candidates);
            return new Problem(item.Id, [.. set.Candidates.Select(candidate => candidate.ToCandidate(item.Prompt.Language))]);
        }
    }
}
