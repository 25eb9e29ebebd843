using System.CommandLine;
using System.Globalization;
using Accelerated.Cli.Input;
using Accelerated.Cli.Input.Records;
using Accelerated.Cli.Output;
using Accelerated.Cli.Recording;
using Accelerated.Inference.Recording;
using Accelerated.Metrics;

namespace Accelerated.Cli.Commands;

/// <summary><c>accelerated replay</c>: decides recorded problems anew and says whether the decisions are the same.</summary>
internal sealed class ReplayCommand
{
    private readonly Argument<string?> _file = CommonOptions.File("Decision records, of --record; '-' reads standard input (default).");
    private readonly Option<string> _engine = CommonOptions.Engine();
    private readonly Option<string?> _threads = CommonOptions.Threads();
    private readonly Option<string?> _output = CommonOptions.Output("decisions made anew");
    private readonly ToolStreams _streams;

    private ReplayCommand(ToolStreams streams) => _streams = streams;

    public static Command Create(ToolStreams streams)
    {
        var replay = new ReplayCommand(streams);
        var command = new Command("replay", "Decide recorded problems anew: the same bytes, or which decisions differ.")
        {
            replay._file, replay._engine, replay._threads, replay._output,
        };
        command.SetAction(replay.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var selectors = new Selectors(
            CommonOptions.EngineOf(parsed.GetValue(_engine)!), CommonOptions.ThreadsOrAll(parsed.GetValue(_threads)));
        var path = parsed.GetValue(_file);
        using var stream = RecordFile.Open(path, _streams, cancellation);
        await using var output = OutputTarget.Open(parsed.GetValue(_output), _streams.Output, _streams.Guard(path), cancellation);
        return await Progress.RunAsync(_streams.Beside(output), path ?? "standard input", async progress =>
        {
            var bad = new BadLines(progress.Line, new InputNotes { IsQuiet = _streams.IsQuiet });
            var (done, different) = (0L, 0L);
            var versions = new SortedSet<string>(StringComparer.Ordinal);
            using var results = new JsonLines(output);
            await foreach (var (number, record) in RecordFile.ReadAsync(stream, bad, cancellation).ConfigureAwait(false))
            {
                try
                {
                    var replayed = record.Replay(selectors.For(record), cancellation);
                    done++;
                    if (replayed != record.Decision)
                    {
                        different++;
                        versions.Add(record.Version);
                        progress.Line(string.Create(
                            CultureInfo.InvariantCulture,
                            $"line {number}: the decision differs {Difference(record.Decision, replayed)}"));
                    }

                    results.WriteLine(replayed);
                    await results.FlushIfFullAsync().ConfigureAwait(false);
                }
                catch (Exception e) when (e is CandidateException or ScorerException or OptionException)
                {
                    bad.Report(number, e.Message);
                }
            }

            await results.EndAsync(bad).ConfigureAwait(false);
            progress.Note(string.Create(
                CultureInfo.InvariantCulture, $"{done - different} of {done} decisions are the same, byte for byte."));
            if (versions.Count > 0 && versions.Any(version => version != DecisionRecord.OwnVersion))
            {
                progress.Note(
                    $"Those that differ were decided by version {string.Join(", ", versions)}; this is {DecisionRecord.OwnVersion}.");
            }

            var code = bad.Finish();
            return different > 0 ? ExitCode.Failed : code;
        }).ConfigureAwait(false);
    }

    private static string Difference(string before, string after)
    {
        const int shown = 40;
        var start = before.AsSpan().CommonPrefixLength(after);
        var from = Math.Max(0, before.LastIndexOf('"', Math.Max(0, start - 1)));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"from character {start + 1} on: {Cut(before)} was recorded, {Cut(after)} is decided now");

        string Cut(string text) => from >= text.Length ? "nothing" : ShownText.OneLine(text[from..Math.Min(text.Length, from + shown)]);
    }
}
