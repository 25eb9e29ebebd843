using System.Text.Json;

namespace Accelerated.Cli.Input.Formats;

/// <summary>Reads values of other people's JSON: what is missing or of another kind is null.</summary>
internal static class JsonValues
{
    /// <summary>The property at a path of names; null if there is none, or if it is null.</summary>
    public static JsonElement? Get(this JsonElement value, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value))
            {
                return null;
            }
        }

        return value.ValueKind == JsonValueKind.Null ? null : value;
    }

    /// <summary>A string, or a number or a boolean as written.</summary>
    public static string? Text(this JsonElement? value) => value is not { } some ? null : some.ValueKind switch
    {
        JsonValueKind.String => Decoded(some),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => some.GetRawText(),
        _ => null,
    };

    /// <summary>The same, or any other value as JSON, as where an answer is an object.</summary>
    public static string? TextOrJson(this JsonElement? value) =>
        value.Text() ?? (value is { } some ? JsonSerializer.Serialize(some) : null);

    /// <summary>A finite number.</summary>
    public static double? Number(this JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Number } some && some.TryGetDouble(out var number) && double.IsFinite(number) ? number : null;

    /// <summary>The elements of an array; none if it is something else.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Array } some ? some.EnumerateArray() : [];

    /// <summary>Whether the value is an object with a property of this kind.</summary>
    public static bool Has(this JsonElement value, string name, JsonValueKind kind) =>
        value.Get(name) is { } some && some.ValueKind == kind;

    /// <summary>The sum of a number of each element; null if there is no element or one lacks it.</summary>
    public static double? Sum(this IEnumerable<JsonElement> items, string name)
    {
        double? sum = null;
        foreach (var item in items)
        {
            if (item.Get(name).Number() is not { } number)
            {
                return null;
            }

            sum = (sum ?? 0) + number;
        }

        return sum;
    }

    // A lone surrogate has no UTF-16 text; it becomes U+FFFD as everywhere.
    private static string Decoded(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(value.GetRawText()));
            reader.Read();
            var replaced = 0L;
            return JsonText.Read(ref reader, ref replaced);
        }
    }
}
