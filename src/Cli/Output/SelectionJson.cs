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
        SelectionFields.Write(lines.Json, selection, options, text, index => record.IndexOf(answered?.IndexOf(index) ?? index));
        if (answered is not null)
        {
            lines.Json.WriteString("answer", selection.Text);
            lines.Json.WriteNumber("unanswered", answered.Unanswered);
        }

        lines.Json.WriteEndObject();
        lines.EndLine();
    }
}
