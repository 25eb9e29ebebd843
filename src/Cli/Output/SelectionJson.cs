using Accelerated.Cli.Input.Records;
using Accelerated.Inference;
using Accelerated.Inference.Extraction;
using Accelerated.Metrics;

namespace Accelerated.Cli.Output;

/// <summary>A selection as one line of JSON.</summary>
internal static class SelectionJson
{
    /// <summary>The properties that a table has, and whether each is a number.</summary>
    public static IReadOnlyList<(string Name, bool IsNumber)> Columns { get; } =
    [
        ("id", false), ("index", true), ("text", false), ("answer", false), ("value", false), ("expected", true), ("risk", true),
        ("standardError", true), ("margin", true), ("effectiveSamples", true), ("bestProbability", true), ("skipped", true),
        ("engine", false), ("device", false), ("fallback", false),
    ];

    /// <summary>Writes a selection; where answers were extracted, with the text that carries the selected one.</summary>
    /// <param name="lines">The output.</param>
    /// <param name="selection">The selection.</param>
    /// <param name="options">The options it was made with.</param>
    /// <param name="record">Where its problem was read.</param>
    /// <param name="answered">The problem's answers, if they were extracted.</param>
    public static void Write(
        JsonLines lines, Selection selection, SelectionOptions options, ProblemRecord record, AnsweredProblem? answered = null)
    {
        lines.Json.WriteStartObject();
        var isCandidate = answered is not null && selection.Index >= 0;
        var text = isCandidate ? answered!.Original.Candidates[answered.IndexOf(selection.Index)].Text : selection.Text;
        WriteFields(lines, selection, options, text, index => record.IndexOf(answered?.IndexOf(index) ?? index));
        if (answered is not null)
        {
            lines.Json.WriteString("answer", selection.Text);
            lines.Json.WriteNumber("unanswered", answered.Unanswered);
        }

        lines.Json.WriteEndObject();
        lines.EndLine();
    }

    /// <summary>Writes the properties of a selection into the current object.</summary>
    /// <param name="lines">The output.</param>
    /// <param name="selection">The selection.</param>
    /// <param name="options">The options it was made with.</param>
    /// <param name="text">The text to show for it.</param>
    /// <param name="indexOf">The index in the input of a candidate; null where it is the same.</param>
    public static void WriteFields(
        JsonLines lines, Selection selection, SelectionOptions options, string text, Func<int, int>? indexOf = null)
    {
        int IndexOf(int index) => indexOf is null || index < 0 ? index : indexOf(index);
        var withRisk = options.Risk.Kind != RiskKind.Mean;
        var json = lines.Json;
        json.WriteString("id", selection.Id);
        json.WriteNumber("index", IndexOf(selection.Index));
        json.WriteString("text", text);
        lines.Number("expected", selection.Expected);
        if (withRisk)
        {
            lines.Number("risk", selection.Risk);
        }

        if (selection.Value is { Number: { } number })
        {
            lines.Number("value", number);
        }
        else if (selection.Value is { } value)
        {
            json.WriteString("value", value.Text);
        }

        json.WriteStartArray("ranking");
        foreach (var ranked in selection.Ranking)
        {
            json.WriteStartObject();
            json.WriteNumber("index", IndexOf(ranked.Index));
            lines.Number("expected", ranked.Expected);
            if (withRisk)
            {
                lines.Number("risk", ranked.Risk);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        lines.Number("standardError", selection.StandardError);
        lines.Number("margin", selection.Margin);
        lines.Number("effectiveSamples", selection.EffectiveSamples);
        if (selection.BestProbability is { } probability)
        {
            lines.Number("bestProbability", probability);
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
