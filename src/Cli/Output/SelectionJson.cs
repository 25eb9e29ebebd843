using System.Text.Json;
using Accelerated.Cli.Abstaining;
using Accelerated.Cli.Input.Records;
using Accelerated.Inference;
using Accelerated.Inference.Extraction;

namespace Accelerated.Cli.Output;

/// <summary>A selection as one line of JSON.</summary>
internal static class SelectionJson
{
    /// <summary>The properties that a table has, and whether each is a number.</summary>
    public static IReadOnlyList<(string Name, bool IsNumber)> Columns { get; } =
    [
        ("id", false), ("index", true), ("text", false), ("answer", false), ("value", false), ("expected", true), ("risk", true),
        ("standardError", true), ("margin", true), ("effectiveSamples", true), ("bestProbability", true), ("skipped", true),
        ("engine", false), ("device", false), ("fallback", false), ("abstained", false), ("answeredFrom", true),
    ];

    /// <summary>Writes a selection; where answers were extracted, with the text that carries the selected one.</summary>
    /// <param name="json">The output.</param>
    /// <param name="selection">The selection.</param>
    /// <param name="options">The options it was made with.</param>
    /// <param name="record">Where its problem was read.</param>
    /// <param name="answered">The problem's answers, if they were extracted.</param>
    /// <param name="abstention">When answers are withheld; null if none is.</param>
    public static void Write(
        Utf8JsonWriter json,
        Selection selection,
        SelectionOptions options,
        ProblemRecord record,
        AnsweredProblem? answered = null,
        Abstention? abstention = null)
    {
        json.WriteStartObject();
        var isWithheld = abstention?.Withholds(selection) == true;
        var isCandidate = answered is not null && selection.Index >= 0;
        var text = isCandidate ? answered!.Original.Candidates[answered.IndexOf(selection.Index)].Text : selection.Text;
        SelectionFields.Write(
            json,
            selection,
            options,
            isWithheld ? abstention!.Fallback : text,
            index => record.IndexOf(answered?.IndexOf(index) ?? index),
            isAbstained: isWithheld);
        if (answered is not null)
        {
            json.WriteString("answer", isWithheld ? null : selection.Text);
            json.WriteNumber("unanswered", answered.Unanswered);
        }

        abstention?.Write(json, selection);
        json.WriteEndObject();
    }
}
