using System.Text.Json;

namespace Accelerated.Metrics;

/// <summary>Lists of objects that a key matches. Values are arrays of records.</summary>
internal sealed class ListUtility : FieldUtility
{
    private readonly RecordUtility _item;
    private readonly int _key;

    /// <summary>Lists of objects.</summary>
    /// <param name="item">The fields of an object.</param>
    /// <param name="key">The name of the field that matches objects.</param>
    /// <exception cref="ArgumentException">The key is none of the fields.</exception>
    public ListUtility(RecordSchema item, string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        _item = new RecordUtility(item);
        _key = Enumerable.Range(0, item.Fields.Count).FirstOrDefault(f => item.Fields[f].Name == key, -1);
        if (_key < 0)
        {
            throw new ArgumentException(
                $"The key '{key}' is none of the fields {string.Join(", ", item.Fields.Select(field => field.Name))}. Name one of them.",
                nameof(key));
        }
    }

    /// <inheritdoc/>
    internal override bool IsSymmetric => _item.IsSymmetric;

    /// <inheritdoc/>
    internal override object? Read(JsonElement json, RecordNotes notes)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var items = new List<object>();
        foreach (var element in json.EnumerateArray())
        {
            if (_item.Read(element, notes) is { } item)
            {
                items.Add(item);
            }
            else
            {
                notes.AddMistyped(element);
            }
        }

        return items.ToArray();
    }

    /// <inheritdoc/>
    internal override void Write(Utf8JsonWriter json, object value)
    {
        json.WriteStartArray();
        foreach (var item in (object[])value)
        {
            _item.Write(json, item);
        }

        json.WriteEndArray();
    }

    /// <inheritdoc/>
    internal override FieldColumn Column(object?[] values) => new ListColumn(values, _item.Schema, KeyOf);

    private string KeyOf(object item) => ((object?[])item)[_key] is { } key
        ? CanonicalJson.Of(json => _item.Schema.Fields[_key].Utility.Write(json, key))
        : "";
}
