using Accelerated.Cli.Output;
using Accelerated.Inference.Evaluating;

namespace Accelerated.Cli.Drawing;

/// <summary>A comparison of rules as JSON.</summary>
internal static class ReportJson
{
    private const int MostPoints = 101; // of a curve

    /// <summary>The report as one JSON object.</summary>
    public static void Write(JsonLines lines, EvaluationReport report)
    {
        var json = lines.Json;
        json.WriteStartObject();
        json.WriteNumber("items", report.Items);
        json.WriteNumber("unusable", report.Unusable);
        json.WriteNumber("withoutAnswer", report.WithoutAnswer);
        json.WriteNumber("groups", report.Groups);
        json.WriteString("baseline", report.Baseline);
        Write(lines, "scores", report.Scores, score =>
        {
            json.WriteString("rule", score.Rule);
            json.WriteString("metric", score.Metric);
            json.WriteString("statistic", report.Measures.First(measure => measure.Name == score.Metric).Statistic);
            lines.Number("value", score.Value);
            lines.Number("difference", score.Difference);
            lines.Number("low", score.Low);
            lines.Number("high", score.High);
            json.WriteNumber("n", score.Items);
            json.WriteNumber("missing", score.Missing);
            json.WriteNumber("tied", score.Tied);
        });
        Write(lines, "pairs", report.Pairs, pair =>
        {
            json.WriteString("rule", pair.Rule);
            json.WriteString("baseline", pair.Baseline);
            json.WriteString("metric", pair.Metric);
            lines.Number("difference", pair.Value);
            lines.Number("low", pair.Low);
            lines.Number("high", pair.High);
        });
        Write(lines, "transfer", report.Transfers, transfer =>
        {
            json.WriteString("rule", transfer.Rule);
            json.WriteString("decider", transfer.Decider);
            json.WriteString("judge", transfer.Judge);
            lines.Number("gain", transfer.Gain);
            lines.Number("judgedGain", transfer.JudgedGain);
            lines.Number("share", transfer.Share);
        });
        Write(lines, "calibration", report.Calibrations, calibration => Write(lines, calibration));
        Write(lines, "leftOutOfSweep", report.TooFewFor, left =>
        {
            json.WriteNumber("n", left.Candidates);
            json.WriteNumber("itemsWithFewer", left.Items);
        });
        json.WriteEndObject();
        lines.EndLine();
    }

    private static void Write(JsonLines lines, Calibration calibration)
    {
        lines.Json.WriteString("rule", calibration.Rule);
        lines.Json.WriteString("metric", calibration.Metric);
        lines.Json.WriteNumber("n", calibration.Items);
        lines.Number("expected", calibration.Expected);
        lines.Number("expectedWithoutOwnVote", calibration.ExpectedByOthers);
        lines.Number("realised", calibration.Realised);
        lines.Number("riskCoverageArea", calibration.Area);
        var step = Math.Max(1, (calibration.Curve.Count + MostPoints - 1) / MostPoints);
        var last = calibration.Curve.Count - 1;
        Write(lines, "riskCoverage", calibration.Curve.Where((_, k) => (last - k) % step == 0), point =>
        {
            lines.Number("coverage", point.Coverage);
            lines.Number("risk", point.Risk);
        });
        if (calibration.Target is { } target)
        {
            lines.Number("targetRisk", target.Target);
            lines.Json.WriteStartArray("thresholds");
            foreach (var threshold in target.Thresholds)
            {
                if (double.IsFinite(threshold))
                {
                    lines.Json.WriteNumberValue(threshold);
                }
                else
                {
                    lines.Json.WriteNullValue();
                }
            }

            lines.Json.WriteEndArray();
            lines.Number("heldOutCoverage", target.Coverage);
            lines.Number("heldOutRisk", target.Risk);
        }
    }

    private static void Write<T>(JsonLines lines, string name, IEnumerable<T> values, Action<T> write)
    {
        lines.Json.WriteStartArray(name);
        foreach (var value in values)
        {
            lines.Json.WriteStartObject();
            write(value);
            lines.Json.WriteEndObject();
        }

        lines.Json.WriteEndArray();
    }
}
