using Accelerated.Inference.Evaluating;
using Accelerated.Inference.Reporting.Charts;
using Accelerated.Metrics;

namespace Accelerated.Inference.Reporting.Sections;

/// <summary>
/// A comparison of rules: differences with their intervals, metrics against each other, and whether expectations come true.
/// </summary>
internal sealed class EvaluationSection(EvaluationReport report, string heading) : IReportSection
{
    private const int MostPoints = 200; // of a curve

    public string Heading => heading;

    public void Write(HtmlWriter html)
    {
        html.Tag($"<p>{report.Items} items");
        if (report.Unusable > 0)
        {
            html.Tag($", {report.Unusable} more without a usable right answer");
        }

        html.Raw(". Differences are from <b>").Text(report.Baseline).Raw("</b>, with 95 % intervals over resampled items.</p>\n");
        foreach (var measure in report.Measures)
        {
            WriteForest(html, measure);
        }

        WriteCrossMetrics(html);
        WriteCalibrations(html);
    }

    private void WriteForest(HtmlWriter html, Measure measure)
    {
        var isBetterAbove = measure.Direction == Direction.HigherIsBetter;
        ForestRow[] rows = [.. report.Scores.Where(score => score.Metric == measure.Name).Select(score => new ForestRow(
            score.Rule,
            score.Difference,
            score.Rule == report.Baseline ? double.NaN : score.Low,
            score.Rule == report.Baseline ? double.NaN : score.High,
            Note(score)))];
        html.Element("h3", measure.Heading).Raw("<figure class=\"wide\">");
        ForestPlot.Draw(
            html,
            $"Differences by {measure.Heading}",
            isBetterAbove ? "difference; right is better" : "difference; left is better",
            rows,
            isBetterAbove);
        html.Raw("</figure>\n");
    }

    private string Note(RuleScore score) => double.IsNaN(score.Value) ? "-"
        : score.Rule == report.Baseline ? FormattableString.Invariant($"{score.Value:F3} (baseline)")
        : FormattableString.Invariant($"{score.Value:F3} ({score.Low:+0.000;-0.000;0} to {score.High:+0.000;-0.000;0})");

    // What each metric-aware rule gains by its own metric and by the others.
    private void WriteCrossMetrics(HtmlWriter html)
    {
        var deciders = report.Transfers.Select(transfer => (transfer.Rule, transfer.Decider)).Distinct().ToList();
        if (deciders.Count == 0)
        {
            return;
        }

        html.Raw("<h3>Metrics against each other</h3>\n<div class=\"wide\"><table><thead><tr><th>decides \\ measures");
        foreach (var measure in report.Measures)
        {
            html.Raw("<th>").Text(measure.Heading);
        }

        html.Raw("</tr></thead><tbody>\n");
        foreach (var (rule, _) in deciders)
        {
            html.Raw("<tr><td>").Text(rule);
            foreach (var measure in report.Measures)
            {
                var score = report[rule, measure.Name];
                var open = score.Low <= 0 && score.High >= 0;
                var verdict = open ? "open" : score.Difference > 0 == (measure.Direction == Direction.HigherIsBetter) ? "better" : "worse";
                html.Raw($"<td class=\"{verdict}\">").Tag($"{score.Value:F3}");
            }

            html.Raw("</tr>\n");
        }

        html.Raw("</tbody></table></div>\n");
    }

    private void WriteCalibrations(HtmlWriter html)
    {
        if (report.Calibrations.Count == 0)
        {
            return;
        }

        html.Raw("<h3>Does the expectation come true?</h3>\n<div class=\"wide\"><table><thead><tr><th>rule<th>expected<th>without own vote")
            .Raw("<th>reached<th>area under risk and coverage</tr></thead><tbody>\n");
        foreach (var calibration in report.Calibrations)
        {
            html.Raw("<tr><td>").Text(calibration.Rule)
                .Tag($"<td>{calibration.Expected:F3}<td>{calibration.ExpectedByOthers:F3}")
                .Tag($"<td>{calibration.Realised:F3}<td>{calibration.Area:F3}</tr>\n");
        }

        html.Raw("</tbody></table></div>\n");
        html.Raw("<div class=\"charts\">");
        foreach (var metric in report.Calibrations.GroupBy(calibration => calibration.Metric))
        {
            html.Raw("<figure>");
            CurveChart.Draw(
                html,
                $"Risk of the surest answers by {metric.Key}",
                "share of the items that are answered, the surest first",
                $"mean risk by {metric.Key}",
                [.. metric.Where(rule => rule.Curve.Count > 0).Select(rule => new CurveLine(rule.Rule, [.. Thinned(rule.Curve)]))]);
            html.Raw("<figcaption>The risk that remains where only the surest items are answered.</figcaption></figure>\n");
        }

        html.Raw("</div>\n");
    }

    private static IEnumerable<(double Coverage, double Risk)> Thinned(IReadOnlyList<(double Coverage, double Risk)> curve)
    {
        var step = Math.Max(1, (curve.Count + MostPoints - 1) / MostPoints);
        return curve.Where((_, k) => (curve.Count - 1 - k) % step == 0);
    }
}
