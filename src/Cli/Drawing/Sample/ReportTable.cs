using System.Globalization;
using Accelerated.Cli.Output;
using Accelerated.Inference.Evaluating;
using Spectre.Console;

namespace Accelerated.Cli.Drawing;

/// <summary>A comparison of rules as text.</summary>
internal static class ReportTable
{
    private const int Width = 1000; // as wide as the measures need

    /// <summary>The table: one row per rule, one column per metric.</summary>
    public static string Text(EvaluationReport report, string title)
    {
        var table = new Table { Border = TableBorder.Ascii2 }.AddColumn(Markup.Escape(title));
        foreach (var measure in report.Measures)
        {
            var items = report.Scores.First(score => score.Metric == measure.Name).Items;
            table.AddColumn(Markup.Escape(string.Create(
                CultureInfo.InvariantCulture, $"{measure.Heading}, n = {items} (difference, 95 % interval)")));
        }

        table.AddColumn("tied");
        foreach (var rule in report.Scores.GroupBy(score => score.Rule))
        {
            table.AddRow([
                Markup.Escape(rule.Key),
                .. rule.Select(score => Markup.Escape(Cell(score, report.Baseline))),
                string.Create(CultureInfo.InvariantCulture, $"{rule.First().Tied}")]);
        }

        return TableText.Of(table, Width);
    }

    private static string Cell(RuleScore score, string baseline)
    {
        var missing = score.Missing == 0 ? "" : $"; {score.Missing} without a value";
        return double.IsNaN(score.Value) ? "-" + missing
            : score.Rule == baseline
            ? score.Value.ToString("F3", CultureInfo.InvariantCulture) + missing
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{score.Value:F3} ({score.Difference:+0.000;-0.000;0}, {score.Low:+0.000;-0.000;0} "
                + $"to {score.High:+0.000;-0.000;0}){missing}");
    }
}
