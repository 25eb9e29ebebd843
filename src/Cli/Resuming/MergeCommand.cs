using System.CommandLine;
using System.Globalization;
using Accelerated.Cli.Commands;
using Accelerated.Cli.Input;
using Accelerated.Cli.Input.Records;
using Accelerated.Cli.Output;
using Accelerated.Metrics;

namespace Accelerated.Cli.Resuming;

/// <summary><c>accelerated merge</c>.</summary>
internal sealed class MergeCommand
{
    private readonly Argument<string[]> _shards = new("RESULTS")
    {
        Description = "Files that runs with --shard have written.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _records = CommonOptions.Optional(
        "--input", "FILE", "The FILE that the runs have read, whose order the results get; '-' is standard input. Required.");

    private readonly Option<string?> _output = CommonOptions.Output("results");
    private readonly InputOptions _input = new(InputUse.Problems | InputUse.Prompts);
    private readonly ToolStreams _streams;

    private MergeCommand(ToolStreams streams) => _streams = streams;

    public static Command Create(ToolStreams streams)
    {
        var merge = new MergeCommand(streams);
        var command = new Command("merge", "Put the results of runs with --shard together, in the order of what they have read.")
        {
            merge._shards, merge._records, merge._output,
        };
        merge._input.AddTo(command);
        command.SetAction(merge.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var records = parsed.GetValue(_records) ?? throw new OptionException(
            "input", "--input is required: the file that the runs have read, whose order the results get.");
        var paths = parsed.GetValue(_shards)!;
        RequireOneRun(paths);
        using var input = InputSource.Open(records, _streams, _input.Read(parsed), cancellation);
        var guard = _streams.Guard(input.Path).Add("file of results", paths);
        var shards = new List<ShardResults>();
        try
        {
            shards.AddRange(paths.Select(ShardResults.Open));
            RunFile.Discard(parsed.GetValue(_output), guard);
            await using var output = OutputTarget.Open(parsed.GetValue(_output), _streams.Output, guard, cancellation);
            return await Progress.RunAsync(
                _streams.Beside(output),
                input,
                progress => MergeAsync(input, shards, output, progress, cancellation)).ConfigureAwait(false);
        }
        finally
        {
            shards.ForEach(shard => shard.Dispose());
        }
    }

    private static async Task<int> MergeAsync(
        InputSource input, List<ShardResults> shards, OutputTarget output, Progress progress, CancellationToken cancellation)
    {
        using var results = new JsonLines(output);
        var (done, without) = (0L, 0L);
        var next = new Dictionary<string, ShardResults>(StringComparer.Ordinal);
        shards.ForEach(shard => Await(next, shard));
        while (await input.NextAsync(cancellation).ConfigureAwait(false))
        {
            if (IdOf(input) is not { } id)
            {
                continue;
            }

            if (next.Remove(id, out var shard))
            {
                results.WriteLine(shard.Line!);
                shard.Next();
                Await(next, shard);
                await results.FlushIfFullAsync().ConfigureAwait(false);
            }
            else
            {
                without++;
            }

            if (++done % 1024 == 0)
            {
                progress.Report(done);
            }
        }

        await results.FlushAsync().ConfigureAwait(false);
        output.End();
        if (next.Values.FirstOrDefault() is { } left)
        {
            throw new ToolException(
                $"{left.Place}: '{ShownText.Item(left.Id!)}' is not among the records of the input that follow. Give the --input that the "
                + "runs have read, and each file once.");
        }

        if (without > 0)
        {
            progress.Line(string.Create(
                CultureInfo.InvariantCulture,
                $"{without} {input.Notes.Unit}{(without == 1 ? " has" : "s have")} no result: bad ones, or a shard is missing or not ")
                + "finished.");
        }

        return without > 0 ? ExitCode.BadLines : ExitCode.Done;
    }

    private static void Await(Dictionary<string, ShardResults> next, ShardResults shard)
    {
        if (shard.Id is { } id && !next.TryAdd(id, shard))
        {
            throw new ToolException(
                $"{shard.Place}: '{ShownText.Item(id)}' has a result in '{next[id].Path}' too. Name each shard's file once.");
        }
    }

    // Of a bad record, which has no result, too.
    private static string? IdOf(InputSource input)
    {
        try
        {
            if (input.Content() is not { } content)
            {
                return null;
            }

            var json = new JsonLine(content.Span, input.Notes);
            json.Read();
            json.RequireObject("the line", "an object");
            string? id = null;
            while (json.NextProperty() is { } name)
            {
                if (name == "id")
                {
                    id = json.Id();
                }
                else
                {
                    json.Skip();
                }
            }

            return id ?? input.Number.ToString(CultureInfo.InvariantCulture);
        }
        catch (BadLineException)
        {
            return "";
        }
    }

    // Where the runs were to be resumed, what they were is known.
    private static void RequireOneRun(string[] paths)
    {
        var known = paths.Select(path => (Path: path, Run: RunFile.Read(path))).Where(shard => shard.Run is not null).ToList();
        foreach (var (path, run) in known.Skip(1))
        {
            if (known[0].Run!.Difference(run!, without: "--shard") is { } difference)
            {
                throw new OptionException(
                    "RESULTS", $"'{path}' was made {difference}, unlike '{known[0].Path}'. Merge results of one run.");
            }
        }
    }
}
