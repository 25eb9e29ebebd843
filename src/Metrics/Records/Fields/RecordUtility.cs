using System.Text.Json;

namespace Accelerated.Metrics;

/// <summary>Objects by the weighted mean of their fields. Values are arrays with a value per field, null where it is absent.</summary>
internal sealed class RecordUtility : FieldUtility
{
    /// <summary>Objects of a schema.</summary>
    public RecordUtility(RecordSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        Schema = schema;
    }

    /// <summary>The fields.</summary>
    public RecordSchema Schema { get; }

    /// <inheritdoc/>
    internal override bool IsSymmetric => Schema.IsSymmetric;

    /// <inheritdoc/>
    internal override object? Read(JsonElement json, RecordNotes notes)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var fields = Schema.Fields;
        var values = new object?[fields.Count];
        for (var f = 0; f < values.Length; f++)
        {
            if (json.TryGetProperty(fields[f].Name, out var value) && value.ValueKind != JsonValueKind.Null)
            {
                values[f] = fields[f].Utility.Read(value, notes);
                if (values[f] is null)
                {
                    notes.AddMistyped(value, fields[f].Name);
                }
            }
        }

        foreach (var property in json.EnumerateObject())
        {
            if (!fields.Any(field => field.Name == property.Name))
            {
                notes.AddUnknown(property.Name);
            }
        }

        return values;
    }

    /// <inheritdoc/>
    internal override void Write(Utf8JsonWriter json, object value)
    {
        var values = (object?[])value;
        json.WriteStartObject();
        for (var f = 0; f < values.Length; f++)
        {
            if (values[f] is { } present)
            {
                json.WritePropertyName(Schema.Fields[f].Name);
                Schema.Fields[f].Utility.Write(json, present);
            }
        }

        json.WriteEndObject();
    }

    /// <inheritdoc/>
    internal override FieldColumn Column(object?[] values) => new RecordColumn(Schema, values);
}
