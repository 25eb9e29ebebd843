using System.CommandLine;
using System.Text.Json;
using Accelerated.Cli.Output;
using Accelerated.Metrics;

namespace Accelerated.Cli.Commands;

/// <summary>A file of options: a JSON object of names, without dashes, and values. What the command line gives comes first.</summary>
internal static class ConfigFile
{
    /// <summary>The command line with the file's options that it does not give.</summary>
    /// <param name="path">The file.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="parsed">What it means.</param>
    /// <exception cref="ToolException">The file cannot be read.</exception>
    /// <exception cref="OptionException">It is no JSON object, or names no option of the command.</exception>
    public static IReadOnlyList<string> AddTo(string path, IReadOnlyList<string> arguments, ParseResult parsed)
    {
        using var document = Read(path);
        var command = parsed.CommandResult.Command;
        var options = OptionGroups.All(command).ToDictionary(option => option.Name.TrimStart('-'));
        options.Remove("config");
        List<string> added = [];
        foreach (var property in document.RootElement.EnumerateObject())
        {
            if (!options.TryGetValue(property.Name.TrimStart('-'), out var option))
            {
                throw new OptionException(
                    "config",
                    $"{ShownText.Item(path)}: unknown option '{ShownText.Item(property.Name)}' of '{command.Name}'; "
                    + Suggestion.Of(property.Name.TrimStart('-'), options.Keys));
            }

            if (!CommonOptions.IsGiven(parsed, option))
            {
                added.AddRange(Arguments(path, option, property));
            }
        }

        // What follows two dashes is no option.
        var end = arguments.TakeWhile(argument => argument != "--").Count();
        return [.. arguments.Take(end), .. added, .. arguments.Skip(end)];
    }

    private static JsonDocument Read(string path)
    {
        try
        {
            var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return document.RootElement.ValueKind == JsonValueKind.Object ? document : throw Malformed(path, "it is no object");
        }
        catch (JsonException e)
        {
            throw Malformed(path, e.Message.TrimEnd('.'));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"Cannot read '{path}': {Opening.Reason(path, e)}. Choose another --config.", e);
        }
    }

    private static IEnumerable<string> Arguments(string path, Option option, JsonProperty property) => property.Value.ValueKind switch
    {
        JsonValueKind.True when option is Option<bool> => [option.Name],
        JsonValueKind.False when option is Option<bool> => [],
        JsonValueKind.String or JsonValueKind.Number when option is not Option<bool> => [option.Name, property.Value.ToString()],
        JsonValueKind.Array when option is Option<string[]>
            && property.Value.EnumerateArray().All(value => value.ValueKind is JsonValueKind.String or JsonValueKind.Number) =>
            property.Value.EnumerateArray().SelectMany(value => (string[])[option.Name, value.ToString()]),
        _ => throw new OptionException(
            "config",
            $"{ShownText.Item(path)}: invalid value {ShownText.Item(property.Value.GetRawText())} for "
            + $"'{option.Name.TrimStart('-')}': expected {Expected(option)}."),
    };

    private static string Expected(Option option) => option switch
    {
        Option<bool> => "true or false",
        Option<string[]> => "a text, or an array of texts",
        _ => "a text or a number",
    };

    private static OptionException Malformed(string path, string reason) => new(
        "config", $"{ShownText.Item(path)} is not a file of options: {reason}. Write e.g. {{\"metric\": \"token-f1\", \"top\": 3}}.");
}
