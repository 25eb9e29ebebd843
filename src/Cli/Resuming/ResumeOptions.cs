using System.CommandLine;
using Accelerated.Cli.Commands;
using Accelerated.Cli.Input;
using Accelerated.Cli.Input.Records;
using Accelerated.Cli.Output;
using Accelerated.Metrics;

namespace Accelerated.Cli.Resuming;

/// <summary>The options by which a run goes on where an earlier one ended, or does a part of a file.</summary>
internal sealed class ResumeOptions
{
    private readonly Option<bool> _resume = new("--resume")
    {
        Description = "Go on where the --output ends: records that have a result there are left out. What was asked for is kept in "
            + "FILE.run, and must be the same.",
    };

    private readonly Option<string?> _shard = CommonOptions.Optional(
        "--shard", "I/N", "Do the Ith of N parts of the FILE, told by the ids. 'accelerated merge' puts the results together.");

    /// <summary>The options.</summary>
    public IEnumerable<Option> All => [_resume, _shard];

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_resume);
        command.Add(_shard);
    }

    /// <summary>Opens the output of a run.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="path">The output; null or <c>-</c> for standard output.</param>
    /// <param name="isTable">Whether results are a table, which nothing can be added to.</param>
    /// <param name="read">The files that results depend on, besides the input.</param>
    /// <param name="streams">The tool's streams.</param>
    /// <param name="guard">What must not be overwritten.</param>
    /// <param name="cancellation">Ends opening and reading.</param>
    /// <exception cref="OptionException">A value is not allowed, or the run is not the one to be resumed.</exception>
    /// <exception cref="ToolException">A file cannot be read or written.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public ResumedRun Open(
        ParseResult parsed,
        string? path,
        bool isTable,
        IEnumerable<string> read,
        ToolStreams streams,
        OutputGuard guard,
        CancellationToken cancellation)
    {
        Shard? shard = parsed.GetValue(_shard) is { } text ? Shard.Parse(text) : null;
        if (!parsed.GetValue(_resume))
        {
            // A shard can be gone on with later, and merged with those of the same run only.
            var next = shard is null || isTable || path is null or "-" ? null : Described();
            var replaced = RunFile.Replace(path, next, guard);
            return Guarded(replaced, () => new ResumedRun(
                OutputTarget.Open(path, streams.Output, guard, cancellation, replaced: replaced is null ? null : replaced.Replaced),
                new Portion(shard, null),
                replaced));
        }

        if (path is null or "-" || isTable)
        {
            throw new OptionException(
                "resume",
                "--resume requires an --output FILE of lines of JSON, to which results are added. Name one, or leave --resume out.");
        }

        if (OptionGroups.All(parsed.CommandResult.Command).FirstOrDefault(option => option.Name == "--record") is { } records
            && CommonOptions.IsGiven(parsed, records))
        {
            throw new OptionException("resume", "--resume cannot be used with --record, whose file a run replaces. Leave one of them out.");
        }

        var file = RunFile.Resume(path, Described(), guard);
        return Guarded(file, () =>
        {
            var done = new KnownIds(new InputNotes());
            var length = File.Exists(path) ? WrittenResults.Read(path, done, cancellation) : 0;
            var output = OutputTarget.Open(path, streams.Output, guard, cancellation, kept: length);
            if (done.Count > 0)
            {
                var results = done.Count == 1 ? "result" : "results";
                streams.Notes.WriteLine($"'{path}' has {done.Count} {results} already; the run goes on there.");
            }

            return new ResumedRun(output, new Portion(shard, done), file);
        });

        RunDescription Described() => RunDescription.Of(parsed, [.. read, .. streams.SchemaFiles]);
    }

    private static ResumedRun Guarded(RunFile? file, Func<ResumedRun> open)
    {
        try
        {
            return open();
        }
        catch
        {
            file?.Dispose();
            throw;
        }
    }
}
