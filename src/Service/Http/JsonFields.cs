using System.Globalization;
using System.Text.Json;
using Accelerated.Metrics;

namespace Accelerated.Service.Http;

/// <summary>Reads the fields of a JSON object; each error names the field, its value and what is expected. Null is as left out.</summary>
internal sealed class JsonFields
{
    private readonly JsonElement _object;
    private readonly string _path;
    private readonly HashSet<string> _read = [];

    /// <summary>The fields of an object.</summary>
    /// <param name="element">The object.</param>
    /// <param name="path">Its place in the request, such as <c>messages[0]</c>; empty for the request itself.</param>
    /// <exception cref="RequestException">It is not an object.</exception>
    public JsonFields(JsonElement element, string path = "")
    {
        _object = element.ValueKind == JsonValueKind.Object
            ? element
            : throw RequestException.Invalid(path.Length == 0 ? "body" : path, Shown(element), "an object.");
        _path = path;
    }

    /// <summary>A field's place in the request.</summary>
    public string PathOf(string name) => _path.Length == 0 ? name : $"{_path}.{name}";

    /// <summary>A field; null where it is missing.</summary>
    public JsonElement? Value(string name)
    {
        _read.Add(name);
        return _object.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    /// <summary>Whether a field is there, and not another that says the same.</summary>
    /// <exception cref="RequestException">Both are there.</exception>
    public bool Has(string name, string other)
    {
        var has = Value(name) is not null;
        return Value(other) is null || !has
            ? has
            : throw new RequestException(
                400, "invalid_value", $"'{PathOf(name)}' and '{PathOf(other)}' exclude each other; give one of them.", PathOf(other));
    }

    /// <summary>A text; null where it is missing.</summary>
    public string? Text(string name) => Value(name) is { } value ? TextOf(value, PathOf(name)) : null;

    /// <summary>A text that must be there.</summary>
    public string RequiredText(string name) => Text(name) ?? throw Missing(PathOf(name), "a string");

    /// <summary>An array; null where it is missing.</summary>
    public IEnumerable<(JsonElement Value, string Path)>? Array(string name) => Value(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray().Select((element, index) => (element, $"{PathOf(name)}[{index}]"))
            : throw Invalid(name, value, "an array.");

    /// <summary>An array that must be there and have an element.</summary>
    public IReadOnlyList<(JsonElement Value, string Path)> RequiredArray(string name)
    {
        var all = Array(name)?.ToList() ?? throw Missing(PathOf(name), "an array");
        return all.Count > 0 ? all : throw RequestException.Invalid(PathOf(name), "[]", "at least one element.");
    }

    /// <summary>A text or an array of texts; null where it is missing.</summary>
    public IReadOnlyList<string>? Texts(string name) => Value(name) is { ValueKind: JsonValueKind.String } ? [Text(name)!]
        : Array(name)?.Select(element => TextOf(element.Value, element.Path)).ToArray();

    /// <summary>A truth value; false where it is missing.</summary>
    public bool Flag(string name) => Value(name) is { } value
        && (value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : throw Invalid(name, value, "true or false."));

    /// <summary>A number; null where it is missing.</summary>
    public double? Number(string name) => Value(name) is { } value ? NumberOf(value, PathOf(name)) : null;

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>; null where it is missing.</summary>
    public long? Whole(string name, long least, long most) => Value(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= least && number <= most
            ? number
            : throw Invalid(name, value, string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}."));

    /// <summary>The value with a name; <paramref name="otherwise"/> where it is missing.</summary>
    public T OneOf<T>(string name, T otherwise, params (string Name, T Value)[] choices)
    {
        if (Text(name) is not { } text)
        {
            return otherwise;
        }

        foreach (var (known, value) in choices)
        {
            if (known == text)
            {
                return value;
            }
        }

        var names = choices.Select(choice => choice.Name).ToArray();
        throw Invalid(
            name, Value(name)!.Value, $"one of {string.Join(", ", names)}; did you mean '{NearestName.Of(text, names)}'?");
    }

    /// <summary>Refuses fields that were not read, so that a misspelt one is not ignored in silence.</summary>
    /// <param name="ignored">Fields that have no effect here and do no harm.</param>
    public void RefuseOthers(params string[] ignored)
    {
        foreach (var field in _object.EnumerateObject())
        {
            if (!_read.Contains(field.Name) && !ignored.Contains(field.Name) && field.Value.ValueKind != JsonValueKind.Null)
            {
                throw new RequestException(
                    400,
                    "unknown_field",
                    $"Unknown field '{PathOf(Cut(field.Name))}'; did you mean '{NearestName.Of(Cut(field.Name), _read)}'? Correct it, or "
                    + "leave it out.",
                    PathOf(Cut(field.Name)));
            }
        }
    }

    /// <summary>A value of the wrong kind or outside its range.</summary>
    public RequestException Invalid(string name, JsonElement value, string expected) =>
        RequestException.Invalid(PathOf(name), Shown(value), expected);

    /// <summary>A text.</summary>
    /// <exception cref="RequestException">The value is not one, or has a lone surrogate.</exception>
    public static string TextOf(JsonElement value, string path)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String
                ? value.GetString()!
                : throw RequestException.Invalid(path, Shown(value), "a string.");
        }
        catch (InvalidOperationException)
        {
            throw new RequestException(400, "invalid_value", $"'{path}' has half of a surrogate pair; send whole characters.", path);
        }
    }

    /// <summary>A number; "-inf", "inf" and "nan" as texts, because JSON has none.</summary>
    public static double NumberOf(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.String when TextOf(value, path) is var text && text is "-inf" or "inf" or "nan" => text switch
        {
            "-inf" => double.NegativeInfinity,
            "inf" => double.PositiveInfinity,
            _ => double.NaN,
        },
        _ => throw RequestException.Invalid(path, Shown(value), "a number."),
    };

    /// <summary>A text within a message.</summary>
    public static string Quoted(string text) => $"\"{LineLogger.Escape(Cut(text))}\"";

    private static RequestException Missing(string path, string expected) =>
        new(400, "missing_field", $"'{path}' is missing; give {expected}.", path);

    /// <summary>A value within a message.</summary>
    public static string Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        _ => Cut(value.GetRawText()),
    };

    private static string Cut(string text) => text.Length <= 60 ? text : text[..60] + "...";
}
