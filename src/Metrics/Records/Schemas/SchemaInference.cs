using System.Text.Json;

namespace Accelerated.Metrics;

/// <summary>Guesses the fields of records from texts that hold them.</summary>
internal static class SchemaInference
{
    private const int Deepest = 16;

    /// <summary>The fields of the objects in texts.</summary>
    /// <exception cref="CandidateException">No text has an object with a property.</exception>
    public static RecordSchema Of(IEnumerable<string> texts)
    {
        var documents = texts.Select(Find).OfType<JsonDocument>().ToList();
        try
        {
            return Of([.. documents.Select(document => document.RootElement)], 0)
                ?? throw new CandidateException(
                    "No candidate holds a JSON object with a property, so that no record can be inferred. Give a schema, or another "
                    + "metric.");
        }
        finally
        {
            documents.ForEach(document => document.Dispose());
        }
    }

    private static JsonDocument? Find(string text)
    {
        try
        {
            return RecordReader.Find(text, null, new RecordNotes());
        }
        catch (InvalidOperationException)
        {
            return null; // half of a surrogate pair
        }
    }

    private static RecordSchema? Of(IReadOnlyList<JsonElement> objects, int depth)
    {
        var names = objects.SelectMany(value => value.EnumerateObject().Select(property => property.Name)).Distinct().ToList();
        return names.Count == 0 ? null : new RecordSchema([.. names.Select(name => new RecordField(
            name,
            Utility(
                [.. objects.Where(value => value.TryGetProperty(name, out _)).Select(value => value.GetProperty(name))
                    .Where(value => value.ValueKind != JsonValueKind.Null)],
                depth + 1)))]);
    }

    private static FieldUtility Utility(JsonElement[] values, int depth)
    {
        if (values.Length == 0)
        {
            return FieldUtility.Exact();
        }

        // Numbers in quotes are read as numbers where others are some.
        var numbers = values.Select(Number).ToList();
        if (values.Any(value => value.ValueKind == JsonValueKind.Number) && numbers.TrueForAll(number => number is not null))
        {
            return Numbers([.. numbers.OfType<double>().Where(double.IsFinite)]);
        }

        return values.All(value => value.ValueKind == JsonValueKind.String) ? FieldUtility.Text(MetricCatalogue.Parse("token-f1"))
            : values.All(value => value.ValueKind == JsonValueKind.Array) ? FieldUtility.Set()
            : depth < Deepest && values.All(value => value.ValueKind == JsonValueKind.Object) && Of(values, depth) is { } record
            ? FieldUtility.Record(record)
            : FieldUtility.Exact();
    }

    private static double? Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.TryGetDouble(out var number) ? number : double.NaN,
        JsonValueKind.String when NumberUtility.TryParse(value.GetString()!.Trim(), out var number) => number,
        _ => null,
    };

    private static FieldUtility Numbers(double[] values)
    {
        var (least, most) = values.Length == 0 ? (0, 0) : (values.Min(), values.Max());
        var form = values.All(value => value == Math.Floor(value)) ? NumberForm.Integer : NumberForm.Real;
        return most - least is var range && range > 0 && double.IsFinite(range)
            ? new NumberUtility(NumberLoss.Absolute, range, form)
            : new NumberUtility(NumberLoss.Hit, 0, form);
    }
}
