using System.CommandLine;
using System.CommandLine.Parsing;
using Accelerated.Metrics;

namespace Accelerated.Cli.Commands;

/// <summary>Says what is wrong with a command line, and which name was most likely meant.</summary>
internal static class UsageErrors
{
    /// <summary>One line an error, and where to read more; null where there is nothing wrong.</summary>
    public static string? Describe(ParseResult parsed)
    {
        // The parser takes an option that it does not know for the file.
        var command = parsed.CommandResult.Command;
        var loose = parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value);
        var unknown = loose.Concat(parsed.UnmatchedTokens).FirstOrDefault(IsOption) ?? parsed.UnmatchedTokens.FirstOrDefault();
        if (unknown is null && parsed.Errors.Count == 0)
        {
            return null;
        }

        List<string> lines = unknown is null ? [] : [Unknown(command, unknown)];
        if (lines.Count == 0)
        {
            lines.AddRange(parsed.Errors.Select(error => error.Message));
        }

        lines.Add($"'{Path(command)} --help' tells more.");
        return string.Join(Environment.NewLine, lines);
    }

    private static string Unknown(Command command, string token)
    {
        var names = IsOption(token)
            ? command.Options.Where(option => !option.Hidden).Select(option => option.Name)
            : command.Subcommands.Select(sub => sub.Name);
        var nearest = NearestName.Of(token.Split('=')[0], names);
        var kind = IsOption(token) ? "option" : command.Subcommands.Count > 0 ? "command" : "argument";
        return nearest.Length > 0
            ? $"Unknown {kind} '{token}'; did you mean '{nearest}'?"
            : $"'{token}' is one {kind} too many; '{Path(command)}' takes one file, or '-'.";
    }

    private static bool IsOption(string token) => token.StartsWith('-') && token.Length > 1;

    private static string Path(Command command) => command is RootCommand ? "accelerated" : $"accelerated {command.Name}";
}
