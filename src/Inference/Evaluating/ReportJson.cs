using System.Text.Json;

namespace Accelerated.Inference.Evaluating;

/// <summary>A comparison of rules as JSON.</summary>
internal static class ReportJson
{
    private const int MostPoints = 101; // of a curve

    /// <summary>The report as one JSON object.</summary>
    public static void Write(Utf8JsonWriter json, EvaluationReport report)
    {
        json.WriteStartObject();
        WriteFields(json, report);
        json.WriteEndObject();
    }

    /// <summary>The report as properties of a JSON object.</summary>
    public static void WriteFields(Utf8JsonWriter json, EvaluationReport report)
    {
        json.WriteNumber("items", report.Items);
        json.WriteNumber("unusable", report.Unusable);
        json.WriteNumber("withoutAnswer", report.WithoutAnswer);
        json.WriteNumber("groups", report.Groups);
        json.WriteString("baseline", report.Baseline);
        Write(json, "scores", report.Scores, score =>
        {
            json.WriteString("rule", score.Rule);
            json.WriteString("metric", score.Metric);
            json.WriteString("statistic", report.Measures.First(measure => measure.Name == score.Metric).Statistic);
            json.Number("value", score.Value);
            json.Number("difference", score.Difference);
            json.Number("low", score.Low);
            json.Number("high", score.High);
            json.WriteNumber("n", score.Items);
            json.WriteNumber("missing", score.Missing);
            json.WriteNumber("tied", score.Tied);
        });
        Write(json, "pairs", report.Pairs, pair =>
        {
            json.WriteString("rule", pair.Rule);
            json.WriteString("baseline", pair.Baseline);
            json.WriteString("metric", pair.Metric);
            json.Number("difference", pair.Value);
            json.Number("low", pair.Low);
            json.Number("high", pair.High);
        });
        Write(json, "transfer", report.Transfers, transfer =>
        {
            json.WriteString("rule", transfer.Rule);
            json.WriteString("decider", transfer.Decider);
            json.WriteString("judge", transfer.Judge);
            json.Number("gain", transfer.Gain);
            json.Number("judgedGain", transfer.JudgedGain);
            json.Number("share", transfer.Share);
        });
        Write(json, "calibration", report.Calibrations, calibration => Write(json, calibration));
        Write(json, "leftOutOfSweep", report.TooFewFor, left =>
        {
            json.WriteNumber("n", left.Candidates);
            json.WriteNumber("itemsWithFewer", left.Items);
        });
    }

    private static void Write(Utf8JsonWriter json, Calibration calibration)
    {
        json.WriteString("rule", calibration.Rule);
        json.WriteString("metric", calibration.Metric);
        json.WriteNumber("n", calibration.Items);
        json.Number("expected", calibration.Expected);
        json.Number("expectedWithoutOwnVote", calibration.ExpectedByOthers);
        json.Number("realised", calibration.Realised);
        json.Number("riskCoverageArea", calibration.Area);
        var step = Math.Max(1, (calibration.Curve.Count + MostPoints - 1) / MostPoints);
        var last = calibration.Curve.Count - 1;
        Write(json, "riskCoverage", calibration.Curve.Where((_, k) => (last - k) % step == 0), point =>
        {
            json.Number("coverage", point.Coverage);
            json.Number("risk", point.Risk);
        });
        if (calibration.Numbers is { } numbers)
        {
            json.WriteStartObject("numbers");
            json.WriteNumber("n", numbers.Items);
            json.Number("crps", numbers.RankedProbability);
            json.Number("fairCrps", numbers.FairRankedProbability);
            json.Number("covered50", numbers.Covered50);
            json.Number("covered90", numbers.Covered90);
            json.Number("loss", numbers.Loss);
            json.Number("recalibratedLoss", numbers.RecalibratedLoss);
            json.Number("taskCalibrationError", numbers.Error);
            json.WriteEndObject();
        }

        if (calibration.Target is { } target)
        {
            json.Number("targetRisk", target.Target);
            json.WriteStartArray("thresholds");
            foreach (var threshold in target.Thresholds)
            {
                if (double.IsFinite(threshold))
                {
                    json.WriteNumberValue(threshold);
                }
                else
                {
                    json.WriteNullValue();
                }
            }

            json.WriteEndArray();
            json.Number("heldOutCoverage", target.Coverage);
            json.Number("heldOutRisk", target.Risk);
        }
    }

    private static void Write<T>(Utf8JsonWriter json, string name, IEnumerable<T> values, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStartObject();
            write(value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
