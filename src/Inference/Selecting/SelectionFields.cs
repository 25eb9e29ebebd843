using System.Text.Json;
using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>A selection as properties of a JSON object.</summary>
internal static class SelectionFields
{
    /// <summary>The properties that are the decision itself, and not where it was computed.</summary>
    public static IReadOnlySet<string> Names { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "id", "index", "text", "expected", "risk", "value", "ranking", "standardError", "margin", "effectiveSamples", "bestProbability",
        "skipped", "words", "fields", "clusters", "clusterEntropy", "diverse",
    };

    /// <summary>Writes the properties of a selection into the current object.</summary>
    /// <param name="json">The output.</param>
    /// <param name="selection">The selection.</param>
    /// <param name="options">The options it was made with.</param>
    /// <param name="text">The text to show for it.</param>
    /// <param name="indexOf">The index in the input of a candidate; null where it is the same.</param>
    /// <param name="writesPlace">Whether to say where the selection was computed.</param>
    /// <param name="isAbstained">Whether the text is one in place of the answer.</param>
    public static void Write(
        Utf8JsonWriter json,
        Selection selection,
        SelectionOptions options,
        string? text,
        Func<int, int>? indexOf = null,
        bool writesPlace = true,
        bool isAbstained = false)
    {
        int IndexOf(int index) => indexOf is null || index < 0 ? index : indexOf(index);
        var withRisk = options.Risk.Kind != RiskKind.Mean;
        json.WriteString("id", selection.Id);
        json.WriteNumber("index", isAbstained ? -1 : IndexOf(selection.Index));
        json.WriteString("text", text);
        WriteExpected(json, selection, withRisk);
        WriteRanked(json, "ranking", selection.Ranking, withRisk, IndexOf);
        WriteFields(json, selection, IndexOf);
        WriteClusters(json, selection, IndexOf);
        if (selection.Diverse is { } diverse)
        {
            WriteRanked(json, "diverse", diverse, withRisk, IndexOf);
        }

        WriteReliability(json, selection, writesPlace);
    }

    private static void WriteRanked(
        Utf8JsonWriter json, string name, IReadOnlyList<RankedCandidate> candidates, bool withRisk, Func<int, int> indexOf)
    {
        json.WriteStartArray(name);
        foreach (var ranked in candidates)
        {
            json.WriteStartObject();
            json.WriteNumber("index", indexOf(ranked.Index));
            json.Number("expected", ranked.Expected);
            if (withRisk)
            {
                json.Number("risk", ranked.Risk);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes the properties of a selection that do not refer to candidates.</summary>
    public static void WriteSummary(Utf8JsonWriter json, Selection selection, SelectionOptions options, bool writesPlace = true)
    {
        WriteExpected(json, selection, options.Risk.Kind != RiskKind.Mean);
        WriteFields(json, selection, null);
        WriteReliability(json, selection, writesPlace);
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

        if (selection.Words is { } words)
        {
            json.WriteStartArray("words");
            foreach (var word in words)
            {
                json.WriteStartObject();
                json.WriteString("text", word.Text);
                json.Number("confidence", word.Confidence);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
    }

    private static void WriteClusters(Utf8JsonWriter json, Selection selection, Func<int, int> indexOf)
    {
        if (selection.Clusters is not { } clusters)
        {
            return;
        }

        json.WriteStartArray("clusters");
        foreach (var cluster in clusters)
        {
            json.WriteStartObject();
            json.Number("mass", cluster.Mass);
            json.WriteStartArray("candidates");
            foreach (var index in cluster.Candidates)
            {
                json.WriteNumberValue(indexOf(index));
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.Number("clusterEntropy", selection.ClusterEntropy!.Value);
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

    private static void WriteReliability(Utf8JsonWriter json, Selection selection, bool writesPlace)
    {
        json.Number("standardError", selection.StandardError);
        json.Number("margin", selection.Margin);
        json.Number("effectiveSamples", selection.EffectiveSamples);
        if (selection.BestProbability is { } probability)
        {
            json.Number("bestProbability", probability);
        }

        json.WriteNumber("skipped", selection.Skipped);
        if (!writesPlace)
        {
            return;
        }

        json.WriteString("engine", selection.Engine);
        json.WriteString("device", selection.Device);
        if (selection.Fallback is { } reason)
        {
            json.WriteString("fallback", reason);
        }
    }
}
