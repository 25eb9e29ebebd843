using System.CommandLine;
using Accelerated.Cli.Input;
using Accelerated.Cli.Input.Records;
using Accelerated.Cli.Output;
using Accelerated.Inference;
using Accelerated.Inference.Engines;
using Accelerated.Kernels;
using Accelerated.Metrics;

namespace Accelerated.Cli.Commands;

/// <summary><c>accelerated matrix</c>.</summary>
internal sealed class MatrixCommand
{
    /// <summary>Elements held at once: 16 MiB.</summary>
    private const int BlockElements = 4 << 20;

    private readonly Argument<string?> _file = CommonOptions.File();
    private readonly Option<string> _metric = CommonOptions.Metric();
    private readonly Option<string> _output = new("--output", "-o")
    {
        HelpName = "DIR",
        Description = "Folder for the files; created if missing.",
        Required = true,
    };

    private readonly Option<string> _engine = CommonOptions.Engine();
    private readonly Option<string?> _threads = CommonOptions.Threads();
    private readonly Option<string?> _longest = CommonOptions.Longest();
    private readonly AnswerOptions _answers = new(extract: null);
    private readonly InputOptions _input = new(InputUse.Problems);
    private readonly ToolStreams _streams;

    private MatrixCommand(ToolStreams streams) => _streams = streams;

    public static Command Create(ToolStreams streams)
    {
        var matrix = new MatrixCommand(streams);
        var command = new Command("matrix", "Write each problem's utility matrix, candidates x references, as a NumPy file.")
        {
            matrix._file, matrix._metric, matrix._output, matrix._engine, matrix._threads, matrix._longest,
        };
        foreach (var option in matrix._answers.All)
        {
            command.Add(option);
        }

        matrix._input.AddTo(command);
        command.SetAction(matrix.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var selector = new Selector(new(_answers.MetricOf(parsed, parsed.GetValue(_metric)!))
        {
            Engine = CommonOptions.EngineOf(parsed.GetValue(_engine)!),
            Threads = CommonOptions.ThreadsOrAll(parsed.GetValue(_threads)),
            LongestCandidate = CommonOptions.LongestOrDefault(parsed.GetValue(_longest)),
        });
        using var input = InputSource.Open(parsed.GetValue(_file), _streams, _input.Read(parsed), cancellation);
        var guard = _streams.Guard(input.Path);
        using var engine = EngineFactory.Create(selector.Options.Engine, selector.Options.Threads);
        var folder = MakeFolder(parsed.GetValue(_output)!);
        return await Progress.RunAsync(_streams, input, async progress =>
        {
            var bad = new BadLines(progress.Line, input.Notes);
            var problems = new ProblemFile(input, bad);
            var names = new KnownIds(input.Notes);
            var done = 0L;
            await foreach (var (problem, line, _) in problems.ReadAsync(cancellation).ConfigureAwait(false))
            {
                try
                {
                    var encoded = selector.Encode(problem);
                    var name = FileNames.Of(problem.Id);
                    names.AddFileName(FileNames.Folded(name), name, line);
                    var path = Path.Combine(folder, name + ".npy");
                    guard.Require(path);
                    Write(encoded, engine, path, cancellation);
                }
                catch (Exception e) when (e is CandidateException or BadLineException)
                {
                    bad.Report(line, e.Message);
                }

                progress.Report(++done);
            }

            _answers.Report(progress.Note);
            progress.Detail($"Engine: {engine.Name} ({engine.Device}).");
            return bad.Finish();
        }).ConfigureAwait(false);
    }

    private static void Write(EncodedProblem problem, PairEngine engine, string path, CancellationToken cancellation)
    {
        try
        {
            using var file = new NpyFile(path, problem.Candidates, problem.References);
            var blockRows = Math.Clamp(BlockElements / problem.References, 1, problem.Candidates);
            var block = new float[(long)blockRows * problem.References];
            for (var first = 0; first < problem.Candidates; first += blockRows)
            {
                var rows = Math.Min(blockRows, problem.Candidates - first);
                var values = block.AsSpan(0, rows * problem.References);
                engine.Matrix(problem, first, rows, values, cancellation);
                file.Write(values);
            }

            file.Finish();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ToolException(
                $"Cannot write '{path}': {e.Message.TrimEnd('.')}. Matrices already written are complete; "
                + "free some space or choose another --output.", e);
        }
    }

    private static string MakeFolder(string path)
    {
        try
        {
            return Directory.CreateDirectory(path).FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ToolException($"Cannot create the folder '{path}': {Opening.Reason(path, e)}. Choose another --output.", e);
        }
    }
}
