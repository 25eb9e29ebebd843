using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Accelerated.Metrics;

/// <summary>JSON in one form for all ways to write a value: no white space, names in order, numbers by their value.</summary>
internal static class CanonicalJson
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A value.</summary>
    public static string Of(JsonElement value) => Of(json => Write(json, value));

    /// <summary>A text.</summary>
    public static string OfText(string text) => Of(json => json.WriteStringValue(text));

    /// <summary>What a function writes.</summary>
    public static string Of(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Plain))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>Writes a number by its value.</summary>
    public static void WriteNumber(Utf8JsonWriter json, double value)
    {
        if (value == Math.Floor(value) && Math.Abs(value) < 1L << 53)
        {
            json.WriteNumberValue((long)value);
        }
        else
        {
            json.WriteNumberValue(value);
        }
    }

    private static void Write(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var property in value.EnumerateObject().OrderBy(property => property.Name, StringComparer.Ordinal))
                {
                    json.WritePropertyName(property.Name);
                    Write(json, property.Value);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var element in value.EnumerateArray())
                {
                    Write(json, element);
                }

                json.WriteEndArray();
                break;
            case JsonValueKind.Number when value.TryGetDouble(out var number) && double.IsFinite(number) && !IsLong(value):
                WriteNumber(json, number);
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }

    // Digits of a whole number that a double would round, such as an account's.
    private static bool IsLong(JsonElement value) =>
        value.GetRawText() is { Length: > 15 } digits && digits.All(c => char.IsAsciiDigit(c) || c == '-');
}
