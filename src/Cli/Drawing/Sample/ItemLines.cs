using Accelerated.Cli.Output;
using Accelerated.Inference.Evaluating;

namespace Accelerated.Cli.Drawing;

/// <summary>Each item's answers and values, one JSON object per row and item.</summary>
internal static class ItemLines
{
    /// <summary>Buffers the lines of the last item that counted.</summary>
    public static void Write(JsonLines lines, string id, Evaluation evaluation)
    {
        if (evaluation.Last is not { } last)
        {
            return;
        }

        foreach (var verdict in last.Verdicts)
        {
            var row = last.Record.Rows[verdict.Row];
            lines.Json.WriteStartObject();
            lines.Json.WriteString("id", id);
            lines.Json.WriteString("rule", verdict.Row);
            lines.Json.WriteString("answer", verdict.Verdict.Answers.FirstOrDefault(answer => answer.Answer is not null).Answer?.Text);
            lines.Json.WriteBoolean("tied", row.IsTied);
            lines.Json.WriteStartObject("values");
            for (var m = 0; m < evaluation.Measures.Count; m++)
            {
                lines.Number(evaluation.Measures[m].Name, evaluation.Measures[m].ValueOf(row.Statistics[m]));
            }

            lines.Json.WriteEndObject();
            lines.Json.WriteEndObject();
            lines.EndLine();
        }
    }
}
