using System.CommandLine;
using System.CommandLine.Parsing;

namespace Accelerated.Cli.Commands;

/// <summary>Describes what is wrong with a command line, and suggests the name that was most likely meant.</summary>
internal static class UsageErrors
{
    /// <summary>One line per error, and a pointer to the help; null if there is no error.</summary>
    public static string? Describe(ParseResult parsed)
    {
        // The parser takes an unknown option for the FILE.
        var command = parsed.CommandResult.Command;
        var loose = parsed.CommandResult.Children.OfType<ArgumentResult>()
            .SelectMany(argument => argument.Tokens).Select(token => token.Value);
        var first = parsed.UnmatchedTokens.Count > 0 ? parsed.UnmatchedTokens[0] : null;
        var unknown = command is RootCommand && first is not null
            ? first // an unknown command: the options after it would have been its own
            : loose.Concat(parsed.UnmatchedTokens).FirstOrDefault(IsOption) ?? first;
        if (unknown is null && parsed.Errors.Count == 0)
        {
            return null;
        }

        List<string> lines = unknown is null ? [] : [Unknown(command, unknown)];
        if (lines.Count == 0)
        {
            lines.AddRange(parsed.Errors.Select(Message));
        }

        lines.Add($"See '{Path(command)} --help'.");
        return string.Join(Environment.NewLine, lines);
    }

    private static string Message(ParseError error) => error.SymbolResult switch
    {
        CommandResult { Command: RootCommand } => "A command is required.",
        OptionResult { Implicit: false, Tokens.Count: 0 } result =>
            $"Option '{result.Option.Name}' requires a value, {result.Option.HelpName}.",
        OptionResult { Tokens.Count: > 1 } result => $"Option '{result.Option.Name}' is given {result.Tokens.Count} times; give it once.",
        _ => error.Message,
    };

    private static string Unknown(Command command, string token)
    {
        var names = IsOption(token)
            ? OptionGroups.All(command).Select(option => option.Name)
            : command.Subcommands.Select(sub => sub.Name);
        var kind = IsOption(token) ? "option" : command.Subcommands.Count > 0 ? "command" : "argument";
        return names.Any()
            ? $"Unknown {kind} '{token}'; {Suggestion.Of(token.Split('=')[0], names)}"
            : $"Unexpected {kind} '{token}'; '{Path(command)}' takes "
                + $"{(command.Arguments.Count > 0 ? "one FILE, or '-'" : "options only")}.";
    }

    private static bool IsOption(string token) => token.StartsWith('-') && token.Length > 1;

    private static string Path(Command command) => command is RootCommand ? "accelerated" : $"accelerated {command.Name}";
}
