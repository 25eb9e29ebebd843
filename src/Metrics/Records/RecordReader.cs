using System.Text;
using System.Text.Json;

namespace Accelerated.Metrics;

/// <summary>Finds the record in a text: the whole of it, or an object between other words.</summary>
internal static class RecordReader
{
    private const int MostFailures = 64;

    private static readonly JsonReaderOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>
    /// The object with most fields of the schema, the last of several; where none is whole, the part of one before it breaks off.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="schema">The fields; null to accept any object.</param>
    /// <param name="notes">Counts records that break off.</param>
    /// <returns>The object, to be disposed; null where the text has no object with a field of the schema, nor an empty one.</returns>
    public static JsonDocument? Find(string text, RecordSchema? schema, RecordNotes notes)
    {
        var json = Encoding.UTF8.GetBytes(text);
        JsonDocument? best = null;
        var (most, failures) = (-1, 0);
        for (var start = Next(json, 0); start >= 0 && failures < MostFailures;)
        {
            if (Parse(json.AsMemory(start), out var length) is not { } found)
            {
                failures++;
                start = Next(json, start + 1);
                continue;
            }

            var fields = Fields(found.RootElement, schema);
            if (fields >= most && fields >= 0)
            {
                best?.Dispose();
                (best, most) = (found, fields);
            }
            else
            {
                found.Dispose();
            }

            start = Next(json, start + length);
        }

        return best ?? Cut(json, schema, notes);
    }

    private static int Next(byte[] json, int from)
    {
        var next = json.AsSpan(from).IndexOf((byte)'{');
        return next < 0 ? -1 : from + next;
    }

    private static JsonDocument? Parse(ReadOnlyMemory<byte> json, out int length)
    {
        length = 0;
        try
        {
            var reader = new Utf8JsonReader(json.Span, Lenient);
            var document = JsonDocument.ParseValue(ref reader);
            length = (int)reader.BytesConsumed;
            return document;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // -1 where no property is a field, unless there is no property at all.
    private static int Fields(JsonElement value, RecordSchema? schema)
    {
        var names = value.EnumerateObject().Select(property => property.Name).Distinct().ToList();
        var fields = schema is null ? names.Count : names.Count(name => schema.Fields.Any(field => field.Name == name));
        return fields == 0 && names.Count > 0 ? -1 : fields;
    }

    private static JsonDocument? Cut(byte[] json, RecordSchema? schema, RecordNotes notes)
    {
        for (var (start, tries) = (Next(json, 0), 0); start >= 0 && tries < MostFailures; start = Next(json, start + 1), tries++)
        {
            if (Whole(json.AsSpan(start)) is { } whole && Parse(whole, out _) is { } found)
            {
                if (Fields(found.RootElement, schema) > 0)
                {
                    notes.AddCut();
                    return found;
                }

                found.Dispose();
            }
        }

        return null;
    }

    // What can be read, with its brackets closed. A number at the end may go on, and is not read.
    private static byte[]? Whole(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, isFinalBlock: false, new JsonReaderState(Lenient));
        var open = new Stack<byte>();
        var (end, closing) = (0L, Array.Empty<byte>());
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        continue;
                    case JsonTokenType.StartObject:
                        open.Push((byte)'}');
                        break;
                    case JsonTokenType.StartArray:
                        open.Push((byte)']');
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        open.Pop();
                        break;
                }

                (end, closing) = (reader.BytesConsumed, [.. open]);
            }
        }
        catch (JsonException)
        {
            // The part before it stands.
        }

        return end == 0 ? null : [.. json[..(int)end], .. closing];
    }
}
