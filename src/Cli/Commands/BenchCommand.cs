using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Accelerated.Benchmarks;
using Accelerated.Cli.Input;
using Accelerated.Cli.Input.Records;
using Accelerated.Cli.Measuring;
using Accelerated.Cli.Output;
using Accelerated.Inference;
using Accelerated.Inference.Engines;
using Accelerated.Metrics;

namespace Accelerated.Cli.Commands;

/// <summary><c>accelerated bench</c>.</summary>
internal sealed class BenchCommand
{
    private readonly Argument<string?> _file = CommonOptions.File();
    private readonly Option<string?> _jobs = new("--jobs")
    {
        Description = "Standard jobs to measure on generated candidates, without a FILE: all, or any of "
            + $"{string.Join(", ", Job.All.Select(job => job.Name))}.",
        HelpName = "all|NAME,NAME",
    };

    private readonly Option<string> _metric = CommonOptions.Metric();
    private readonly Option<string> _engine = CommonOptions.Engine();
    private readonly Option<string?> _threads = CommonOptions.Threads();
    private readonly Option<string?> _longest = CommonOptions.Longest();
    private readonly Option<string> _repeat = CommonOptions.Text("--repeat", "5", "R", "Counted repeats, after one warm-up run.");
    private readonly Option<bool> _json = new("--json")
    {
        Description = "Print JSON instead of a table: one object for a FILE, one per figure for --jobs.",
    };

    private readonly ToolStreams _streams;

    private BenchCommand(ToolStreams streams)
    {
        _streams = streams;
        _metric.Required = false; // the standard jobs have their own
    }

    public static Command Create(ToolStreams streams)
    {
        var bench = new BenchCommand(streams);
        var command = new Command(
            "bench", "Measure encoding, matrices and expected values for a file of problems, or run the standard jobs.")
        {
            bench._file, bench._metric, bench._jobs, bench._engine, bench._threads, bench._longest, bench._repeat, bench._json,
        };
        command.SetAction(bench.RunAsync);
        return command;
    }

    private Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation) =>
        (parsed.GetValue(_jobs), parsed.GetValue(_metric)) switch
    {
        ({ } jobs, null) when parsed.GetValue(_file) is null => JobsAsync(parsed, jobs, cancellation),
        (null, { } metric) => FileAsync(parsed, metric, cancellation),
        _ => throw new OptionException(
            "jobs", "'bench' measures either a FILE (with --metric NAME) or the standard jobs (with --jobs all). Give one of the two."),
    };

    private async Task<int> JobsAsync(ParseResult parsed, string names, CancellationToken cancellation)
    {
        if (CommonOptions.FirstGiven(parsed, _threads, _longest, _repeat) is { } unused)
        {
            throw new OptionException(
                unused.Name,
                $"{unused.Name} applies to a FILE only; the standard jobs have their own settings. "
                + $"Leave {unused.Name} out, or add --metric NAME.");
        }

        (string, Job)[] choices = [.. Job.All.Select(job => (job.Name, job))];
        var jobs = names == "all" ? Job.All : [.. names.Split(',').Select(name => CommonOptions.OneOf("jobs", name, choices))];
        var child = new ChildRun(typeof(BenchCommand).Assembly, ["bench", "--json", "--jobs"]);
        var bench = new Bench(CommonOptions.EngineOf(parsed.GetValue(_engine)!), child);
        await using var output = OutputTarget.Open(null, _streams.Output, _streams.Guard(), cancellation);
        foreach (var (index, job) in jobs.Index())
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{job.Name}, {index + 1} of {jobs.Count}");
            var figures = await Progress.RunAsync(
                _streams, name, progress => Task.Run(() => Measure(job, bench, name, progress, cancellation), cancellation))
                .ConfigureAwait(false);
            if (figures.Count == 0)
            {
                await _streams.Error.WriteLineAsync(
                    $"{job.Name}: nothing to measure with the engine {bench.Engine}. Choose a device with --engine, e.g. --engine cuda.")
                    .ConfigureAwait(false);
                continue;
            }

            await output.WriteAsync(parsed.GetValue(_json)
                ? string.Concat(figures.Select(figure => JsonSerializer.Serialize(figure, FigureJson.Options) + "\n"))
                : JobTable.Of(job, figures, _streams.ScreenOf(output))).ConfigureAwait(false);
        }

        return ExitCode.Done;
    }

    private static List<Figure> Measure(Job job, Bench bench, string name, Progress progress, CancellationToken cancellation)
    {
        try
        {
            var figures = new List<Figure>();
            foreach (var figure in job.Measure(bench))
            {
                cancellation.ThrowIfCancellationRequested();
                figures.Add(figure);
                progress.Step($"{name}: {figure.Work}");
            }

            return figures;
        }
        catch (InvalidOperationException e)
        {
            throw new ToolException($"{job.Name}: {e.Message}", e);
        }
    }

    private async Task<int> FileAsync(ParseResult parsed, string metric, CancellationToken cancellation)
    {
        var repeat = CommonOptions.WholeNumber("repeat", parsed.GetValue(_repeat)!, 1);
        using var selector = new Selector(new(CommonOptions.MetricOf(metric))
        {
            Engine = CommonOptions.EngineOf(parsed.GetValue(_engine)!),
            Threads = CommonOptions.ThreadsOrAll(parsed.GetValue(_threads)),
            LongestCandidate = CommonOptions.LongestOrDefault(parsed.GetValue(_longest)),
        });
        using var input = InputSource.Open(parsed.GetValue(_file), _streams, new InputSettings(), cancellation);
        using var engine = EngineFactory.Create(selector.Options.Engine, selector.Options.Threads);
        await using var output = OutputTarget.Open(null, _streams.Output, _streams.Guard(input.Path), cancellation);
        var bad = new BadLines(_streams.Error.WriteLine, input.Notes);
        var file = new ProblemFile(input, bad);
        var problems = new List<Problem>();
        await foreach (var (problem, line, _) in file.ReadAsync(cancellation).ConfigureAwait(false))
        {
            try
            {
                selector.Encode(problem);
                problems.Add(problem);
            }
            catch (CandidateException e)
            {
                bad.Report(line, e.Message);
            }
        }

        if (problems.Count == 0)
        {
            throw new ToolException($"{input.Name} contains no problem that can be measured. Provide at least one.");
        }

        var measurement = Measurement.Take(selector, engine, problems, repeat, cancellation);
        if (parsed.GetValue(_json))
        {
            using var lines = new JsonLines(output);
            measurement.Write(lines);
            await lines.FlushAsync().ConfigureAwait(false);
        }
        else
        {
            var screen = _streams.ScreenOf(output);
            await output.WriteAsync(screen.Wrap($"{measurement.Title}\n\n") + measurement.Table().Text(screen)).ConfigureAwait(false);
        }

        return bad.Finish();
    }
}
