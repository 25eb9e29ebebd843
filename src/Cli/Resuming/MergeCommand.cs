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
    private const int BlockBytes = 1 << 16;

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
        var isKnown = RequireOneRun(paths);
        using var input = InputSource.Open(records, _streams, _input.Read(parsed), cancellation);
        var guard = _streams.Guard(input.Path).Add("file of results", paths);
        var shards = new List<ShardResults>();
        try
        {
            shards.AddRange(paths.Select(ShardResults.Open));
            var path = parsed.GetValue(_output);
            using var run = RunFile.Replace(path, null, guard);
            await using var output = OutputTarget.Open(
                path, _streams.Output, guard, cancellation, replaced: run is null ? null : run.Replaced);
            return await Progress.RunAsync(_streams.Beside(output), input, async progress =>
            {
                if (!isKnown)
                {
                    progress.Note("What runs the results are of is not known, because files beside them (NAME.run) are missing.");
                }

                var (order, without) = await OrderAsync(input, Index(shards, cancellation), progress, cancellation).ConfigureAwait(false);
                await WriteAsync(order, output, cancellation).ConfigureAwait(false);
                if (without > 0)
                {
                    progress.Line(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{without} {input.Notes.Unit}{(without == 1 ? " has" : "s have")} no result: bad ones, or a shard is missing or ")
                        + "not finished.");
                }

                return without > 0 ? ExitCode.BadLines : ExitCode.Done;
            }).ConfigureAwait(false);
        }
        finally
        {
            shards.ForEach(shard => shard.Dispose());
        }
    }

    private static Dictionary<UInt128, ResultPlace> Index(List<ShardResults> shards, CancellationToken cancellation)
    {
        var places = new Dictionary<UInt128, ResultPlace>();
        foreach (var (id, place) in shards.SelectMany(shard => shard.Places(cancellation)))
        {
            if (!places.TryAdd(KnownIds.KeyOf(id), place))
            {
                throw new ToolException(
                    $"{place}: '{ShownText.Item(id)}' has a result in {places[KnownIds.KeyOf(id)]} too. Name each shard's file once.");
            }
        }

        return places;
    }

    // All is checked before the first result is written.
    private static async Task<(List<ResultPlace> Order, long Without)> OrderAsync(
        InputSource input, Dictionary<UInt128, ResultPlace> places, Progress progress, CancellationToken cancellation)
    {
        var order = new List<ResultPlace>(places.Count);
        var (done, without) = (0L, 0L);
        while (await input.NextAsync(cancellation).ConfigureAwait(false))
        {
            if (!IsRecord(input, out var id))
            {
                continue;
            }

            if (id is not null && places.Remove(KnownIds.KeyOf(id), out var place))
            {
                order.Add(place);
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

        return places.Count == 0 ? (order, without) : throw new ToolException(
            $"{places.Values.First()}: its id is none of the input's records. Give the --input that the runs have read.");
    }

    private static async Task WriteAsync(List<ResultPlace> order, OutputTarget output, CancellationToken cancellation)
    {
        using var block = new MemoryStream();
        foreach (var place in order)
        {
            cancellation.ThrowIfCancellationRequested();
            block.Write(place.Shard.Read(place));
            if (block.Length >= BlockBytes)
            {
                await output.WriteAsync(block.ToArray()).ConfigureAwait(false);
                block.SetLength(0);
            }
        }

        if (block.Length > 0)
        {
            await output.WriteAsync(block.ToArray()).ConfigureAwait(false);
        }

        output.End();
    }

    // A bad record has no id, and no result.
    private static bool IsRecord(InputSource input, out string? id)
    {
        id = null;
        try
        {
            if (input.Content() is not { } content)
            {
                return false;
            }

            var json = new JsonLine(content.Span, input.Notes);
            json.Read();
            json.RequireObject("the line", "an object");
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

            id ??= input.Number.ToString(CultureInfo.InvariantCulture);
        }
        catch (BadLineException)
        {
            id = null;
        }

        return true;
    }

    // Whether it is known what runs the results are of.
    private static bool RequireOneRun(string[] paths)
    {
        var runs = paths.Select(path => (Path: path, Run: RunFile.Read(path))).ToList();
        var known = runs.Where(shard => shard.Run is not null).ToList();
        foreach (var (path, run) in known.Skip(1))
        {
            if (known[0].Run!.Difference(run!, without: "--shard") is { } difference)
            {
                throw new OptionException(
                    "RESULTS", $"'{path}' was made {difference}, unlike '{known[0].Path}'. Merge results of one run.");
            }
        }

        return known.Count == runs.Count;
    }
}
