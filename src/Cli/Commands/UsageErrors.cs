using System.CommandLine;
using Accelerated.Metrics;

namespace Accelerated.Cli.Commands;

/// <summary>Says what is wrong with a command line, and which name was most likely meant.</summary>
internal static class UsageErrors
{
    /// <summary>One line an error, and where to read more.</summary>
    public static string Describe(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var lines = parsed.UnmatchedTokens.Take(1).Select(token => Unknown(command, token)).ToList();
        if (lines.Count == 0)
        {
            lines.AddRange(parsed.Errors.Select(error => error.Message));
        }

        lines.Add($"'{Path(command)} --help' tells more.");
        return string.Join(Environment.NewLine, lines);
    }

    private static string Unknown(Command command, string token)
    {
        var isOption = token.StartsWith('-') && token.Length > 1;
        var names = isOption
            ? command.Options.Where(option => !option.Hidden).Select(option => option.Name)
            : command.Subcommands.Select(sub => sub.Name);
        var nearest = NearestName.Of(token.Split('=')[0], names);
        var kind = isOption ? "option" : command.Subcommands.Count > 0 ? "command" : "argument";
        return nearest.Length > 0
            ? $"Unknown {kind} '{token}'; did you mean '{nearest}'?"
            : $"'{token}' is one {kind} too many; '{Path(command)}' takes one file, or '-'.";
    }

    private static string Path(Command command) => command is RootCommand ? "accelerated" : $"accelerated {command.Name}";
}
