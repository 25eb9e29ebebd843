using System.CommandLine;
using System.CommandLine.Help;
using System.Text;
using System.Text.RegularExpressions;
using Accelerated.Cli.Output;

namespace Accelerated.Cli.Commands;

/// <summary>The help of a command: its use, its options in groups, then formats and examples.</summary>
internal static partial class HelpText
{
    private const int Gap = 2;
    private const int Unlimited = 1 << 20;

    /// <summary>The help as text.</summary>
    /// <param name="command">The command.</param>
    /// <param name="examples">What comes last.</param>
    /// <param name="width">The terminal's width in columns; null to break no line.</param>
    public static string Of(Command command, string examples, int? width)
    {
        var text = new StringBuilder();
        var columns = width ?? Unlimited;
        Append(text, "Description:", [(command.Description ?? "", "")], columns);
        Append(text, "Usage:", [(Usage(command), "")], columns);
        Append(text, "Arguments:", command.Arguments.Select(argument => ($"<{argument.Name}>", argument.Description ?? "")), columns);
        Append(text, "Commands:", command.Subcommands.Select(sub => (sub.Name, sub.Description ?? "")), columns);
        foreach (var (title, options) in OptionGroups.Of(command))
        {
            Append(text, $"{title}:", options.Select(option => (Label(option), Description(option))), columns);
        }

        foreach (var line in examples.ReplaceLineEndings("\n").Split('\n'))
        {
            // A shell goes on behind a backslash.
            var lines = ShellLine().IsMatch(line) ? WrappedText.Lines(line, columns, mark: " \\") : WrappedText.Lines(line, columns);
            text.AppendJoin('\n', lines).Append('\n');
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string title, IEnumerable<(string Label, string Description)> rows, int columns)
    {
        (string Label, string Description)[] all = [.. rows];
        if (all.Length == 0)
        {
            return;
        }

        var widest = Math.Min(all.Max(row => row.Label.Length), columns * 2 / 5);
        text.Append(title).Append('\n');
        foreach (var (label, description) in all)
        {
            var indent = Gap + widest + Gap;
            IEnumerable<string> lines = description.Length == 0 ? WrappedText.Lines($"  {label}", columns, Gap)
                : label.Length <= widest ? WrappedText.Lines($"  {label.PadRight(widest + Gap)}{description}", columns, indent)
                :
                [
                    .. WrappedText.Lines($"  {label}", columns),
                    .. WrappedText.Lines(new string(' ', indent) + description, columns, indent),
                ];
            text.AppendJoin('\n', lines).Append('\n');
        }

        text.Append('\n');
    }

    private static string Usage(Command command)
    {
        var arguments = command.Arguments.Select(argument =>
            $" [<{argument.Name}>{(argument.Arity.MaximumNumberOfValues > 1 ? "..." : "")}]");
        return command is RootCommand
            ? "accelerated [command] [options]"
            : $"accelerated {command.Name}{string.Concat(arguments)} [options]";
    }

    private static string Label(Option option)
    {
        var names = option.Aliases.Where(alias => !alias.StartsWith('/')).Order(StringComparer.Ordinal).Append(option.Name);
        var value = option.HelpName is { } help ? $" <{help}>" : "";
        return string.Join(", ", names) + value + (option.Required ? " (REQUIRED)" : "");
    }

    private static string Description(Option option) => option switch
    {
        HelpOption => "Show the help of the tool or of a command.",
        VersionOption => "Show the version.",
        { HasDefaultValue: true } when option.GetDefaultValue() is string { Length: > 0 } value =>
            $"{option.Description} [default: {value}]",
        _ => option.Description ?? "",
    };

    [GeneratedRegex("^  (accelerated|cat|curl|python3) ")]
    private static partial Regex ShellLine();
}
