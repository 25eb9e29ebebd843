using System.CommandLine;
using System.CommandLine.Completions;
using Accelerated.Cli.Input.Formats;
using Accelerated.Metrics;

namespace Accelerated.Cli.Commands;

/// <summary>The values of options that a shell can complete.</summary>
internal static class Completions
{
    /// <summary>Adds values to the options of all commands.</summary>
    public static void Attach(RootCommand root)
    {
        foreach (var option in root.Subcommands.SelectMany(command => command.Options))
        {
            if (Values(option) is { } values)
            {
                option.CompletionSources.Add(_ => values().Select(value => new CompletionItem(value)));
            }
        }
    }

    private static Func<IEnumerable<string>>? Values(Option option) => option.Name switch
    {
        "--metric" or "--measure" => () => CommonOptions.MetricNames,
        "--engine" => () => CommonOptions.EngineNames,
        "--format" => () => InputFormats.Names,
        "--language" => () => Languages.Names,
        "--numbers" => () => NumberLocale.Names,
        "--risk" => () => ["mean", "cvar:", "quantile:", "median", "worst", "trimmed:"],
        _ when option.HelpName is { } help && IsChoice(help) => () => help.Split('|'),
        _ => null,
    };

    private static bool IsChoice(string help) =>
        help.Contains('|', StringComparison.Ordinal)
        && help.All(character => char.IsAsciiLetterLower(character) || character is '|' or '-');
}
