using System.CommandLine;
using Accelerated.Cli.Commands;
using Accelerated.Cli.Output;
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
            var parsed = Root(streams).Parse(arguments);
            if (parsed.Action is not HelpWithExamples && UsageErrors.Describe(parsed) is { } wrong)
            {
                await streams.Error.WriteLineAsync(ShownText.Of(wrong)).ConfigureAwait(false);
                return ExitCode.Usage;
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
                await streams.Error.WriteLineAsync(ShownText.Of(ToolHint.AddTo(message))).ConfigureAwait(false);
            }

            return code;
        }
    }

    /// <summary>The commands with all their options.</summary>
    internal static RootCommand Root(ToolStreams streams)
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
            ServeCommand.Create(streams),
        };
        HelpWithExamples.Attach(root);
        return root;
    }

    private static (int Code, string? Message)? Explain(Exception error) => error switch
    {
        OptionException or DecodingException => (ExitCode.Usage, error.Message),
        BrokenPipeException => (ExitCode.Done, null),
        AcceleratedException or IOException or UnauthorizedAccessException => (ExitCode.Failed, error.Message),
        OperationCanceledException => (ExitCode.Failed, "Cancelled; finished results were written."),
        _ => null,
    };
}
