using System.CommandLine;
using System.CommandLine.Completions;
using Accelerated.Cli.Commands;
using Accelerated.Cli.Output;
using Accelerated.Cli.Resuming;
using Accelerated.Cli.Serving;
using Accelerated.Inference;
using Accelerated.Metrics;

namespace Accelerated.Cli;

/// <summary>The tool <c>accelerated</c>: parses a command line, runs it, and turns errors into messages and exit codes.</summary>
internal static class Tool
{
    /// <summary>Runs a command line.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, ToolStreams streams, CancellationToken cancellation = default)
    {
        try
        {
            var general = new GeneralOptions();
            var parsed = Root(streams, general).Parse(arguments);
            if (parsed.Action is not HelpWithExamples && !IsCompletion(parsed) && general.Config(parsed) is { } file)
            {
                arguments = ConfigFile.AddTo(file, arguments, parsed);
                parsed = Root(streams, general).Parse(arguments);
            }

            if (parsed.Action is not HelpWithExamples && !IsCompletion(parsed) && UsageErrors.Describe(parsed) is { } wrong)
            {
                await streams.WriteErrorAsync(wrong).ConfigureAwait(false);
                return ExitCode.Usage;
            }

            if (general.Apply(parsed, streams) is var asked && asked != streams)
            {
                parsed = Root(streams = asked, general).Parse(arguments);
            }

            var output = new StreamWriter(streams.Output, ToolStreams.Encoding, leaveOpen: true);
            await using (output.ConfigureAwait(false))
            {
                var configuration = new InvocationConfiguration
                {
                    Output = output,
                    Error = streams.Error,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = null,
                };
                return await parsed.InvokeAsync(configuration, cancellation).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (Explain(e) is var (code, message))
        {
            if (message is not null)
            {
                await streams.WriteErrorAsync(ToolHint.AddTo(message)).ConfigureAwait(false);
            }

            return code;
        }
    }

    /// <summary>The commands with all their options.</summary>
    internal static RootCommand Root(ToolStreams streams, GeneralOptions general)
    {
        var root = new RootCommand(
            "Draw candidates from a language model, or read existing ones, and select the one with the best expected metric.")
        {
            SelectCommand.Create(streams),
            MatrixCommand.Create(streams),
            ScoreCommand.Create(streams),
            MetricsCommand.Create(streams),
            EnginesCommand.Create(streams),
            BenchCommand.Create(streams),
            DecodeCommand.Create(streams),
            GenerateCommand.Create(streams),
            EvaluateCommand.Create(streams),
            ReportCommand.Create(streams),
            MergeCommand.Create(streams),
            ServeCommand.Create(streams),
            DoctorCommand.Create(streams),
            HelpCommand.Create(streams),
        };
        general.AddTo(root);
        HelpWithExamples.Attach(root, streams);
        Completions.Attach(root);
        return root;
    }

    // A line that is being written is not yet right.
    private static bool IsCompletion(ParseResult parsed) =>
        ((RootCommand)parsed.RootCommandResult.Command).Directives.OfType<SuggestDirective>()
            .Any(suggest => parsed.Action == suggest.Action);

    private static (int Code, string? Message)? Explain(Exception error) => error switch
    {
        OptionException or DecodingException => (ExitCode.Usage, error.Message),
        BrokenPipeException => (ExitCode.Done, null),
        IOException broken when BrokenPipeException.Is(broken) => (ExitCode.Done, null), // of help, whose reader has seen enough
        AcceleratedException or IOException or UnauthorizedAccessException => (ExitCode.Failed, error.Message),
        OperationCanceledException => (ExitCode.Interrupted, "Cancelled; finished results were written."),
        _ => null,
    };
}
