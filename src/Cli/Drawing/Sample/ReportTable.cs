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
    public static string Text(EvaluationReport report, string title, Screen screen)
    {
        var headings = report.Measures.Select(measure =>
        {
            var items = report.Scores.First(score => score.Metric == measure.Name).Items;
            return string.Create(CultureInfo.InvariantCulture, $"{measure.Heading}, n = {items} (difference, 95 % interval)");
        });
        var table = new ShownTable([title, .. headings, "tied"]) { Border = TableBorder.Ascii2, FileWidth = Width, IsTitled = true };
        foreach (var rule in report.Scores.GroupBy(score => score.Rule))
        {
            table.AddRow([
                rule.Key,
                .. rule.Select(score => new Cell(Text(score, report.Baseline), ToneOf(score, report))),
                string.Create(CultureInfo.InvariantCulture, $"{rule.First().Tied}")]);
        }

        return table.Text(screen);
    }

    // A difference whose interval includes 0 may be chance, and has no colour.
    private static Tone ToneOf(RuleScore score, EvaluationReport report)
    {
        var sign = report.Measures.First(measure => measure.Name == score.Metric).Sign;
        return score.Rule == report.Baseline || !(score.Low > 0 || score.High < 0) ? Tone.Plain
            : sign * score.Difference > 0 ? Tone.Better
            : Tone.Worse;
    }

    private static string Text(RuleScore score, string baseline)
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
