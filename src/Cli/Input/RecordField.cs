using System.Text.Json;
using Accelerated.Metrics;

namespace Accelerated.Cli.Input;

/// <summary>
/// A field of a line besides those that the tool knows, by its path: <c>group</c>, <c>baselines.rover</c>, <c>systems[0].text</c>.
/// </summary>
internal sealed class RecordField
{
    private readonly List<(string? Name, int Index)> _steps = [];

    private RecordField(string path) => Path = path;

    /// <summary>The path.</summary>
    public string Path { get; }

    /// <summary>Parses a path.</summary>
    /// <param name="option">The option that gives it, for messages.</param>
    /// <param name="path">The path.</param>
    /// <exception cref="OptionException">It is malformed.</exception>
    public static RecordField Parse(string option, string path)
    {
        var field = new RecordField(path);
        foreach (var part in path.Split('.'))
        {
            var pieces = part.Split('[');
            var isValid = pieces[0].Length > 0;
            field._steps.Add((pieces[0], -1));
            foreach (var piece in pieces.Skip(1))
            {
                isValid &= int.TryParse(piece.TrimEnd(']'), out var index) && index >= 0 && piece.EndsWith(']');
                field._steps.Add((null, index));
            }

            if (!isValid)
            {
                throw new OptionException(
                    option,
                    $"Invalid value '{path}' for --{option}: expected the path of a field, e.g. baselines.rover or systems[0].text.");
            }
        }

        return field;
    }

    /// <summary>The field's text or number in a line; null if there is none.</summary>
    public string? Of(JsonElement line)
    {
        var value = line;
        foreach (var (name, index) in _steps)
        {
            if (name is not null ? value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value)
                : value.ValueKind != JsonValueKind.Array || index >= value.GetArrayLength())
            {
                return null;
            }

            value = name is null ? value[index] : value;
        }

        return value.ValueKind switch
        {
            JsonValueKind.String => Text(value),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => null,
        };
    }

    private string Text(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new BadLineException($"'{Path}' is no valid text, it has a lone surrogate; correct it");
        }
    }
}
