using System.CommandLine;
using System.Diagnostics;
using System.Text;
using Accelerated.Cli.Input;
using Accelerated.Cli.Input.Records;
using Accelerated.Cli.Output;
using Accelerated.Inference;
using Accelerated.Inference.Engines;
using Accelerated.Inference.Evaluating;
using Accelerated.Inference.Extraction;
using Accelerated.Inference.Reporting;
using Accelerated.Metrics;

namespace Accelerated.Cli.Commands;

/// <summary><c>accelerated report</c>: pictures of selections and of a comparison of rules, in one HTML file.</summary>
internal sealed class ReportCommand
{
    private readonly Argument<string?> _file = CommonOptions.File();
    private readonly Option<string[]> _metric = new("--metric", "-m")
    {
        HelpName = "NAME",
        Description = "Metric to select by, the first, and to measure. Repeatable.",
        Required = true,
    };

    private readonly Option<string> _weights = CommonOptions.Weights();
    private readonly WeightOptions _adjustment = new(hasSources: true);
    private readonly Option<string?> _gold = CommonOptions.Optional(
        "--gold", "FIELD", "Field or column with the right answer. Default: gold.");

    private readonly Option<string> _problems = CommonOptions.Text(
        "--problems", "10", "K", "Number of problems to show one by one, from the first on; all are compared with their right answers.");

    private readonly Option<string?> _title = CommonOptions.Optional("--title", "TEXT", "Title of the report. Default: the file's name.");
    private readonly Option<string> _bootstrap = CommonOptions.Text(
        "--bootstrap", "2000", "N", "Bootstrap resamples of the items for each interval.");

    private readonly Option<bool> _show = new("--show")
    {
        Description = "Draw the problems as text on standard output instead of writing a page.",
    };

    private readonly Option<string?> _output = new("--output", "-o")
    {
        HelpName = "FILE",
        Description = "File for the report; '-' writes to standard output.",
        DefaultValueFactory = _ => "report.html",
    };

    private readonly AnswerOptions _answers = new("Select among the answers extracted from the texts, leaving out texts without one");
    private readonly EvaluateOptions _how = new();
    private readonly InputOptions _input = new(InputUse.Problems);
    private readonly ToolStreams _streams;

    private ReportCommand(ToolStreams streams) => _streams = streams;

    public static Command Create(ToolStreams streams)
    {
        var report = new ReportCommand(streams);
        var command = new Command(
            "report", "Draw selections, and a comparison of rules where there are right answers, as one HTML file.")
        {
            report._file, report._metric, report._weights, report._gold, report._problems, report._title, report._bootstrap, report._show,
            report._output,
        };
        foreach (var option in report._adjustment.All.Concat(report._answers.All))
        {
            command.Add(option);
        }

        report._how.AddTo(command, forReport: true);
        report._input.AddTo(command);
        command.SetAction(report.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var metrics = parsed.GetValue(_metric)!.Select(name => _answers.MetricOf(parsed, name)).ToList();
        var weights = WeightOptions.SourceOf("weights", parsed.GetValue(_weights)!);
        var adjustment = _adjustment.Read(parsed);
        var extractor = _answers.Extractor(parsed);
        var most = CommonOptions.WholeNumber("problems", parsed.GetValue(_problems)!, 0);
        var rules = _how.Read(parsed, new EvaluationSettings(
            metrics,
            weights,
            adjustment,
            extractor,
            [.. _how.Judges(parsed).Select(judge => _answers.Localized(parsed, judge, MeasureCatalogue.MetricOf(judge)))],
            CommonOptions.WholeNumber("bootstrap", parsed.GetValue(_bootstrap)!, 1)));
        using var evaluation = new Evaluation(rules);

        // Problems are shown as the first of the rules decides.
        using var selector = new Selector(new(metrics[0])
        {
            Rule = rules.Forms[0] ?? SelectionRule.Candidates,
            Risk = rules.Risks[0],
            Self = rules.Selves[0],
            Weights = weights,
            Adjustment = adjustment,
            KeepMatrix = true,
        });
        using var input = InputSource.Open(parsed.GetValue(_file), _streams, _input.Read(parsed, parsed.GetValue(_gold)), cancellation);
        var guard = _streams.Guard(input.Path);
        var show = parsed.GetValue(_show);
        if (show && CommonOptions.IsGiven(parsed, _output))
        {
            throw new OptionException("show", "--show draws on standard output, so --output has no effect. Leave one of them out.");
        }

        await using var output = OutputTarget.Open(show ? null : parsed.GetValue(_output), _streams.Output, guard, cancellation);
        return await Progress.RunAsync(_streams.Beside(output), input, async progress =>
        {
            var bad = new BadLines(progress.Line, input.Notes);
            var guards = new SelectionGuards(selector.Options);
            var pages = new ReportPages(selector, evaluation, extractor, most, show ? _streams.Screen : null, guards);
            await foreach (var record in new ProblemFile(input, bad).ReadAsync(cancellation).ConfigureAwait(false))
            {
                try
                {
                    pages.Add(record, cancellation);
                }
                catch (Exception e) when (e is CandidateException or ArgumentException)
                {
                    bad.Report(record.Number, e.Message);
                }

                progress.Report(pages.Problems);
            }

            _answers.Report(progress.Note);
            guards.Report(progress.Note);
            if (show)
            {
                await output.WriteAsync(pages.Text).ConfigureAwait(false);
                return bad.Finish();
            }

            if (pages.Problems == 0)
            {
                throw new ToolException($"{input.Name} has no problem to show. Give it lines with candidates.");
            }

            progress.Step("Intervals by resampling");
            var report = pages.Finish(parsed.GetValue(_title) ?? Path.GetFileName(input.Name), cancellation);
            await output.WriteAsync(report.ToHtml()).ConfigureAwait(false);
            return bad.Finish();
        }).ConfigureAwait(false);
    }

    /// <summary>What a report of a file shows; each problem is drawn at once, so that its matrix is not held.</summary>
    private sealed class ReportPages(
        Selector selector, Evaluation evaluation, IAnswerExtractor? extractor, int most, Screen? screen, SelectionGuards guards)
    {
        private const int UsualWidth = 80;

        private readonly Report _shown = new("");
        private readonly StringBuilder _text = new();
        private readonly Stopwatch _selecting = new();
        private long _candidates;
        private long? _tokens = 0;
        private bool _hasItems;

        public long Problems { get; private set; }

        public string Text => _text.ToString();

        public void Add(ProblemRecord record, CancellationToken cancellation)
        {
            var number = Problems++;
            _candidates += record.Problem.Candidates.Count;
            guards.AddBad(record.Problem.Candidates);
            foreach (var candidate in record.Problem.Candidates)
            {
                _tokens = candidate.Tokens is { } tokens ? _tokens + tokens.Count : null;
            }

            if (number < most)
            {
                Show(extractor is null ? record.Problem : new AnsweredProblem(record.Problem, extractor).Problem, cancellation);
            }

            if (record.Problem.Gold is { Count: > 0 })
            {
                var item = new Problem(record.Problem.Id, record.AtTheirIndexes())
                {
                    References = record.Problem.References,
                    Gold = record.Problem.Gold,
                };
                _hasItems |= evaluation.Add(new EvaluationItem(item), cancellation);
            }
        }

        public Report Finish(string title, CancellationToken cancellation)
        {
            var report = new Report(title);
            if (_hasItems)
            {
                report.Add(evaluation.Report(cancellation));
            }

            report.Add(new ReportCosts(Problems, _candidates)
            {
                Tokens = _tokens > 0 ? _tokens : null,
                SelectionSeconds = Problems <= most ? _selecting.Elapsed.TotalSeconds : null,
            });
            if (Accelerated.Inference.Engines.Calibration.TryLoad(out _) is { } calibration)
            {
                report.Add(calibration);
            }

            report.Add(_shown);
            return report;
        }

        private void Show(Problem problem, CancellationToken cancellation)
        {
            _selecting.Start();
            var selection = selector.Select(problem, cancellation);
            _selecting.Stop();
            guards.Add(selection, problem.References ?? problem.Candidates);
            if (screen is { } terminal)
            {
                _text.Append(SelectionPicture.Of(
                    problem, selection, selector.Options, terminal.Width ?? UsualWidth, terminal.HasColour));
            }
            else
            {
                _shown.Add(problem, selector.Explain(problem, cancellationToken: cancellation));
            }
        }
    }
}
