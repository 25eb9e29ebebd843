using System.CommandLine;
using Accelerated.Metrics;

namespace Accelerated.Cli.Commands;

/// <summary><c>accelerated help</c>.</summary>
internal static class HelpCommand
{
    public static Command Create(ToolStreams streams)
    {
        var name = new Argument<string?>("COMMAND") { Description = "The command to explain.", Arity = ArgumentArity.ZeroOrOne };
        name.CompletionSources.Add(context => context.ParseResult.RootCommandResult.Command.Subcommands.Select(sub => sub.Name));
        var help = new Command("help", "Show the help of the tool or of a command, as --help does.") { name };
        help.SetAction(async (parsed, cancellation) =>
        {
            var root = parsed.RootCommandResult.Command;
            var command = parsed.GetValue(name) is { } asked
                ? root.Subcommands.FirstOrDefault(sub => sub.Name == asked) ?? throw new OptionException(
                    "COMMAND", $"Unknown command '{asked}'; {Suggestion.Of(asked, root.Subcommands.Select(sub => sub.Name))}")
                : root;
            await parsed.InvocationConfiguration.Output
                .WriteAsync(HelpWithExamples.Of(command, streams.OutputWidth).AsMemory(), cancellation).ConfigureAwait(false);
            return ExitCode.Done;
        });
        return help;
    }
}
