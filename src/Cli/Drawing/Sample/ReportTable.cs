using System.Globalization;
using Accelerated.Cli.Output;
using Accelerated.Inference.Evaluating;
using Spectre.Console;

namespace Accelerated.Cli.Drawing;

/// <summary>A comparison of rules as text and as JSON.</summary>
internal static class ReportTable
{
    /// <summary>The table: one row per rule, one column per metric.</summary>
    public static string Text(EvaluationReport report, string title)
    {
        var metrics = report.Scores.Select(score => score.Metric).Distinct().ToList();
        var table = new Table { Border = TableBorder.Ascii2 }.AddColumn(Markup.Escape(title));
        foreach (var metric in metrics)
        {
            table.AddColumn(Markup.Escape($"{Heading(metric)} (difference, 95 % interval)"));
        }

        foreach (var rule in report.Scores.GroupBy(score => score.Rule))
        {
            table.AddRow([Markup.Escape(rule.Key), .. rule.Select(score => Markup.Escape(Cell(score, report.Baseline)))]);
        }

        return TableText.Of(table);
    }

    /// <summary>The report as one JSON object.</summary>
    public static void Write(JsonLines lines, EvaluationReport report)
    {
        var json = lines.Json;
        json.WriteStartObject();
        json.WriteNumber("items", report.Items);
        json.WriteNumber("unusable", report.Unusable);
        json.WriteString("baseline", report.Baseline);
        json.WriteStartArray("scores");
        foreach (var score in report.Scores)
        {
            json.WriteStartObject();
            json.WriteString("rule", score.Rule);
            json.WriteString("metric", score.Metric);
            json.WriteString("statistic", score.Metric == "squared-error" ? "root of the mean" : "mean");
            lines.Number("value", score.Value);
            lines.Number("difference", score.Difference);
            lines.Number("low", score.Low);
            lines.Number("high", score.High);
            json.WriteNumber("missing", score.Missing);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        lines.EndLine();
    }

    private static string Heading(string metric) => metric switch
    {
        "squared-error" => "RMSE",
        "absolute-error" => "MAE",
        _ => metric,
    };

    private static string Cell(RuleScore score, string baseline)
    {
        var missing = score.Missing == 0 ? "" : $"; {score.Missing} without a value";
        return score.Rule == baseline
            ? score.Value.ToString("F3", CultureInfo.InvariantCulture) + missing
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{score.Value:F3} ({score.Difference:+0.000;-0.000;0}, {score.Low:+0.000;-0.000;0} "
                + $"to {score.High:+0.000;-0.000;0}){missing}");
    }
}
