using System.Buffers;
using System.Text;
using System.Text.Json;
using Accelerated.Metrics;

namespace Accelerated.Inference.Recording;

/// <summary>Decision records as JSON.</summary>
internal static class RecordJson
{
    public static void Write(Utf8JsonWriter json, DecisionRecord record)
    {
        json.WriteStartObject();
        json.WriteNumber("record", DecisionRecord.Format);
        json.WriteString("version", record.Version);
        json.WriteString("metric", record.Options.Metric.Info.Name);
        json.WritePropertyName("options");
        RecordOptions.Write(json, record.Options);
        if (record.Model is { } model)
        {
            json.WriteString("model", model);
        }

        if (record.ModelHash is { } hash)
        {
            json.WriteString("modelHash", hash);
        }

        if (record.DrawingSeed is { } seed)
        {
            json.WriteNumber("drawingSeed", seed);
        }

        json.WriteString("id", record.Problem.Id);
        if (record.Indexes is { } indexes)
        {
            json.WriteStartArray("indexes");
            foreach (var index in indexes)
            {
                json.WriteNumberValue(index);
            }

            json.WriteEndArray();
        }

        RecordCandidates.Write(json, "candidates", record.Problem.Candidates);
        if (record.Problem.References is { } references)
        {
            RecordCandidates.Write(json, "references", references);
        }

        json.WritePropertyName("decision");
        json.WriteRawValue(record.Decision);
        json.WriteEndObject();
    }

    /// <exception cref="RecordException">The text is no record, of a later format, or its metric is unknown.</exception>
    public static DecisionRecord Read(string text, Metric? metric)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            var format = root.GetProperty("record").GetInt32();
            if (format != DecisionRecord.Format)
            {
                throw new RecordException(FormattableString.Invariant(
                    $"The record has format {format}; this version replays format {DecisionRecord.Format}. ")
                    + "Replay it with the version that wrote it.");
            }

            var name = root.GetProperty("metric").GetString()!;
            var options = RecordOptions.Read(root.GetProperty("options"), MetricOf(name, metric));
            options.Validate();
            var problem = new Problem(root.GetProperty("id").GetString()!, RecordCandidates.Read(root.GetProperty("candidates")))
            {
                References = root.TryGetProperty("references", out var references) ? RecordCandidates.Read(references) : null,
            };
            var decision = root.GetProperty("decision");
            _ = decision.GetProperty("index").GetInt32();
            _ = decision.GetProperty("text").ValueKind;
            return new DecisionRecord(problem, options, decision.GetRawText())
            {
                Version = root.GetProperty("version").GetString()!,
                Model = root.TryGetProperty("model", out var model) ? model.GetString() : null,
                ModelHash = root.TryGetProperty("modelHash", out var hash) ? hash.GetString() : null,
                DrawingSeed = root.TryGetProperty("drawingSeed", out var seed) ? seed.GetInt64() : null,
                Indexes = root.TryGetProperty("indexes", out var indexes)
                    ? [.. indexes.EnumerateArray().Select(index => index.GetInt32())]
                    : null,
            };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException
            or ArgumentNullException or OptionException)
        {
            throw new RecordException(
                "The text is no decision record: expected one JSON object on one line, as --record or DecisionRecord.ToJson writes it. "
                + e.Message,
                e);
        }
    }

    /// <summary>A new decision in the form of the one before.</summary>
    public static string Decision(DecisionRecord record, Selection selection, JsonElement before)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = DecisionRecord.NewWriter(buffer))
        {
            json.WriteStartObject();
            var index = record.Indexes is { } indexes && selection.Index >= 0 ? indexes[selection.Index] : selection.Index;

            // The text may be a longer one that carries the answer, or a caller's own in its place.
            var isAbstained = IsAbstained(record, selection, before);
            var isSame = isAbstained ? WasAbstained(before) : index >= 0 && index == before.GetProperty("index").GetInt32();
            var text = isSame ? before.GetProperty("text").GetString() : selection.Text;
            SelectionFields.Write(
                json,
                selection,
                record.Options,
                text,
                record.Indexes is null ? null : candidate => record.Indexes[candidate],
                writesPlace: false,
                isAbstained);
            var own = SelectionFields.Names;
            foreach (var property in before.EnumerateObject().Where(property => !own.Contains(property.Name)))
            {
                json.WritePropertyName(property.Name);
                json.WriteRawValue(property.NameEquals("abstained") ? isAbstained ? "true" : "false" : property.Value.GetRawText());
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static bool WasAbstained(JsonElement before) =>
        before.TryGetProperty("abstained", out var abstained) && abstained.GetBoolean();

    // Where all or none are answered, there is no number to decide by.
    private static bool IsAbstained(DecisionRecord record, Selection selection, JsonElement before) =>
        !before.TryGetProperty("answeredFrom", out var threshold) || threshold.ValueKind == JsonValueKind.Null ? WasAbstained(before)
        : record.Options.Metric.Info.Direction == Direction.HigherIsBetter ? !(selection.Expected >= threshold.GetDouble())
        : !(selection.Expected <= threshold.GetDouble());

    private static Metric MetricOf(string name, Metric? given)
    {
        if (given is not null)
        {
            return given.Info.Name == name
                ? given
                : throw new RecordException(
                    $"The record's metric is '{name}', and '{given.Info.Name}' was given. Give that of the record.");
        }

        try
        {
            return Metric.Parse(name);
        }
        catch (OptionException e)
        {
            throw new RecordException(
                $"The record's metric '{name}' is unknown: {e.Message} Register it (MetricCatalogue.Register), or give it.", e);
        }
    }
}
