using System.Text.Json;
using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>A selection as properties of a JSON object.</summary>
internal static class SelectionFields
{
    /// <summary>Writes the properties of a selection into the current object.</summary>
    /// <param name="json">The output.</param>
    /// <param name="selection">The selection.</param>
    /// <param name="options">The options it was made with.</param>
    /// <param name="text">The text to show for it.</param>
    /// <param name="indexOf">The index in the input of a candidate; null where it is the same.</param>
    public static void Write(
        Utf8JsonWriter json, Selection selection, SelectionOptions options, string text, Func<int, int>? indexOf = null)
    {
        int IndexOf(int index) => indexOf is null || index < 0 ? index : indexOf(index);
        var withRisk = options.Risk.Kind != RiskKind.Mean;
        json.WriteString("id", selection.Id);
        json.WriteNumber("index", IndexOf(selection.Index));
        json.WriteString("text", text);
        WriteExpected(json, selection, withRisk);
        json.WriteStartArray("ranking");
        foreach (var ranked in selection.Ranking)
        {
            json.WriteStartObject();
            json.WriteNumber("index", IndexOf(ranked.Index));
            json.Number("expected", ranked.Expected);
            if (withRisk)
            {
                json.Number("risk", ranked.Risk);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteFields(json, selection, IndexOf);
        WriteReliability(json, selection);
    }

    /// <summary>Writes the properties of a selection that do not refer to candidates.</summary>
    public static void WriteSummary(Utf8JsonWriter json, Selection selection, SelectionOptions options)
    {
        WriteExpected(json, selection, options.Risk.Kind != RiskKind.Mean);
        WriteFields(json, selection, null);
        WriteReliability(json, selection);
    }

    private static void WriteExpected(Utf8JsonWriter json, Selection selection, bool withRisk)
    {
        json.Number("expected", selection.Expected);
        if (withRisk)
        {
            json.Number("risk", selection.Risk);
        }

        if (selection.Value is { Number: { } number })
        {
            json.Number("value", number);
        }
        else if (selection.Value is { } value)
        {
            json.WriteString("value", value.Text);
        }
    }

    private static void WriteFields(Utf8JsonWriter json, Selection selection, Func<int, int>? indexOf)
    {
        if (selection.Fields.Count == 0)
        {
            return;
        }

        json.WriteStartArray("fields");
        foreach (var field in selection.Fields)
        {
            json.WriteStartObject();
            json.WriteString("name", field.Name);
            json.WritePropertyName("value");
            json.WriteRawValue(field.Value ?? "null");
            json.Number("confidence", field.Confidence);
            if (indexOf is not null)
            {
                json.WriteStartArray("support");
                foreach (var index in field.Support)
                {
                    json.WriteNumberValue(field.IsSupportedByReferences ? index : indexOf(index));
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteReliability(Utf8JsonWriter json, Selection selection)
    {
        json.Number("standardError", selection.StandardError);
        json.Number("margin", selection.Margin);
        json.Number("effectiveSamples", selection.EffectiveSamples);
        if (selection.BestProbability is { } probability)
        {
            json.Number("bestProbability", probability);
        }

        json.WriteNumber("skipped", selection.Skipped);
        json.WriteString("engine", selection.Engine);
        json.WriteString("device", selection.Device);
        if (selection.Fallback is { } reason)
        {
            json.WriteString("fallback", reason);
        }
    }
}
