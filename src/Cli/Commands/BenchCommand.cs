using System.CommandLine;
using Accelerated.Cli.Input;
using Accelerated.Cli.Measuring;
using Accelerated.Cli.Output;
using Accelerated.Inference;
using Accelerated.Metrics;

namespace Accelerated.Cli.Commands;

/// <summary><c>accelerated bench</c>.</summary>
internal sealed class BenchCommand
{
    private readonly Argument<string?> _file = CommonOptions.File();
    private readonly Option<string> _metric = CommonOptions.Metric();
    private readonly Option<string> _engine = CommonOptions.Engine();
    private readonly Option<string?> _threads = CommonOptions.Threads();
    private readonly Option<string?> _longest = CommonOptions.Longest();
    private readonly Option<string> _repeat = CommonOptions.Text("--repeat", "5", "R", "Repeats that are counted, after one that is not.");
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object instead of a table." };
    private readonly ToolStreams _streams;

    private BenchCommand(ToolStreams streams) => _streams = streams;

    public static Command Create(ToolStreams streams)
    {
        var bench = new BenchCommand(streams);
        var command = new Command("bench", "Measures encoding, matrices and expected values of a file of problems.")
        {
            bench._file, bench._metric, bench._engine, bench._threads, bench._longest, bench._repeat, bench._json,
        };
        command.SetAction(bench.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var repeat = CommonOptions.WholeNumber("repeat", parsed.GetValue(_repeat)!, 1);
        using var selector = new Selector(new(MetricCatalogue.Parse(parsed.GetValue(_metric)!))
        {
            Engine = EngineChoice.Parse(parsed.GetValue(_engine)!),
            Threads = CommonOptions.ThreadsOrAll(parsed.GetValue(_threads)),
            LongestCandidate = CommonOptions.LongestOrDefault(parsed.GetValue(_longest)),
        });
        using var input = InputSource.Open(parsed.GetValue(_file), _streams.Input);
        using var engine = EngineFactory.Create(selector.Options.Engine, selector.Options.Threads);
        await using var output = OutputTarget.Open(null, _streams.Output);
        var bad = new BadLines(_streams.Error.WriteLine);
        var file = new ProblemFile(input, bad);
        var problems = new List<Problem>();
        await foreach (var (problem, line) in file.ReadAsync(cancellation).ConfigureAwait(false))
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
            throw new ToolException($"{input.Name} holds no problem that can be measured. Give at least one.");
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
            await output.WriteAsync($"{measurement.Title}\n\n{TableText.Of(measurement.Table())}").ConfigureAwait(false);
        }

        return bad.Finish(file.Replaced);
    }
}
