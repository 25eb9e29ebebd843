using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Accelerated.Metrics;

namespace Accelerated.Cli.Input.Formats;

/// <summary>A path to a field of a record, such as <c>a.b[0].c</c>; <c>a[].b</c> is the field of each element.</summary>
internal sealed partial class FieldPath
{
    private readonly List<(string? Name, int? Index)> _steps = [];

    private FieldPath(string text) => Text = text;

    /// <summary>The path as given.</summary>
    public string Text { get; }

    /// <summary>Whether it is the name of a field of the record itself.</summary>
    public bool IsName => _steps is [{ Name: not null }];

    /// <summary>The name of the record's field that the path starts with; null if it starts with an index.</summary>
    public string? Root => _steps[0].Name;

    /// <summary>Parses a path.</summary>
    /// <exception cref="OptionException">It is malformed.</exception>
    public static FieldPath Parse(string option, string text)
    {
        var path = new FieldPath(text);
        var at = 0;
        foreach (Match step in Step().Matches(text))
        {
            if (step.Index != at || step.Length == 0)
            {
                break;
            }

            at += step.Length;
            path._steps.Add(step.Groups["name"] is { Success: true } name ? (name.Value, null)
                : step.Groups["index"] is { Length: > 0 } index ? (null, int.Parse(index.Value, CultureInfo.InvariantCulture))
                : (null, null));
        }

        return at == text.Length && at > 0
            ? path
            : throw new OptionException(option, $"Invalid value '{text}' for --{option}: expected a path of fields, e.g. choices[0].text.");
    }

    /// <summary>The values that the path leads to; none if it leads nowhere.</summary>
    public IEnumerable<JsonElement> Of(JsonElement record)
    {
        if (record.Get(Text) is { } whole)
        {
            return [whole]; // a name that contains a point
        }

        IEnumerable<JsonElement> values = [record];
        foreach (var (name, index) in _steps)
        {
            values = name is not null ? values.Select(value => value.Get(name)).OfType<JsonElement>()
                : index is { } i ? values.SelectMany(value => ((JsonElement?)value).Items().Skip(i).Take(1))
                : values.SelectMany(value => ((JsonElement?)value).Items());
        }

        return values;
    }

    [GeneratedRegex(@"\.?(?<name>[^.\[\]]+)|\[(?<index>\d{0,6})\]", RegexOptions.CultureInvariant)]
    private static partial Regex Step();
}
