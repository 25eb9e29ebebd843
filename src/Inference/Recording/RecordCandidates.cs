using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Accelerated.Metrics;

namespace Accelerated.Inference.Recording;

/// <summary>Candidates as JSON, with all that a metric may read of them.</summary>
internal static class RecordCandidates
{
    public static void Write(Utf8JsonWriter json, string name, IReadOnlyList<Candidate> candidates)
    {
        json.WriteStartArray(name);
        foreach (var candidate in candidates)
        {
            json.WriteStartObject();
            json.WriteString("text", candidate.Text);
            Array(json, "tokens", candidate.Tokens, json.WriteNumberValue);
            Number(json, "logprob", candidate.LogProbability);
            Number(json, "weight", candidate.Weight);
            Array(json, "vector", candidate.Vector, json.WriteNumberValue);
            Array(json, "labels", candidate.Labels, json.WriteStringValue);
            Text(json, "source", candidate.Source);
            Text(json, "language", candidate.Language);
            if (candidate.Value?.Number is { } number)
            {
                json.WriteString("number", string.Create(CultureInfo.InvariantCulture, $"{number.Numerator}/{number.Denominator}"));
            }

            Text(json, "choice", candidate.Value?.Choice);
            if (candidate.Value is { Number: null, Choice: null })
            {
                json.WriteBoolean("answer", true);
            }

            if (candidate.IsComputed)
            {
                json.WriteBoolean("computed", true);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static Candidate[] Read(JsonElement candidates) => [.. candidates.EnumerateArray().Select(Of)];

    private static Candidate Of(JsonElement json) => new(json.GetProperty("text").GetString()!)
    {
        Tokens = json.TryGetProperty("tokens", out var tokens) ? [.. tokens.EnumerateArray().Select(token => token.GetInt32())] : null,
        LogProbability = NumberOf(json, "logprob"),
        Weight = NumberOf(json, "weight"),
        Vector = json.TryGetProperty("vector", out var vector) ? [.. vector.EnumerateArray().Select(value => value.GetSingle())] : null,
        Labels = json.TryGetProperty("labels", out var labels) ? [.. labels.EnumerateArray().Select(label => label.GetString()!)] : null,
        Source = TextOf(json, "source"),
        Language = TextOf(json, "language"),
        Value = json.TryGetProperty("answer", out _) || json.TryGetProperty("number", out _) || json.TryGetProperty("choice", out _)
            ? new AnswerValue(Exact(TextOf(json, "number")), TextOf(json, "choice"))
            : null,
        IsComputed = json.TryGetProperty("computed", out _),
    };

    private static ExactNumber? Exact(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var parts = text.Split('/');
        return parts.Length == 2
            && BigInteger.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var numerator)
            && BigInteger.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var denominator)
            && ExactNumber.TryDivide(ExactNumber.Of(numerator), ExactNumber.Of(denominator), out var number)
            ? number
            : throw new FormatException($"'{text}' is no fraction.");
    }

    // JSON has no infinity, which a log-probability may be.
    private static void Number(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            json.WriteNumber(name, number);
        }
        else if (value is { } other)
        {
            json.WriteString(name, other.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static double? NumberOf(JsonElement json, string name) => !json.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.String ? double.Parse(value.GetString()!, CultureInfo.InvariantCulture)
        : value.GetDouble();

    private static void Text(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static string? TextOf(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static void Array<T>(Utf8JsonWriter json, string name, IReadOnlyList<T>? values, Action<T> write)
    {
        if (values is null)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var value in values)
        {
            write(value);
        }

        json.WriteEndArray();
    }
}
