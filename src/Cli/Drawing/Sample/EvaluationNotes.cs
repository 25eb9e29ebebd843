using System.Globalization;
using Accelerated.Inference.Evaluating;
using Accelerated.Metrics;

namespace Accelerated.Cli.Drawing;

/// <summary>What a comparison of rules says below its table.</summary>
internal static class EvaluationNotes
{
    private const int FewItems = 10;

    /// <summary>The notes, a line each.</summary>
    public static IEnumerable<string> Of(EvaluationReport report)
    {
        if (report.Scores.Any(score => score.Tied > 0))
        {
            yield return "tied: items with several equally good answers (to 1e-9); they count as the mean of these.";
        }

        if (report.Items < FewItems)
        {
            yield return Text($"n = {report.Items}: resampling so few items says little about others; read no interval as a result.");
        }

        if (report.WithoutAnswer > 0)
        {
            yield return Text($"{report.WithoutAnswer} of {report.Items} items have no candidate with an answer.");
        }

        foreach (var measure in report.Measures)
        {
            var items = report.Scores.First(score => score.Metric == measure.Name).Items;
            if (items < report.Items)
            {
                yield return Text(
                    $"{measure.Heading}: {report.Items - items} of {report.Items} items are left out, without a value in some row.");
            }
        }

        if (report.TooFewFor.Count > 0)
        {
            yield return "left out of the sweep: " + string.Join(", ", report.TooFewFor.Select(
                left => Text($"n = {left.Candidates} ({left.Items} of {report.Items} items have fewer candidates)"))) + ".";
        }

        if (report.PartialRows > 0)
        {
            yield return Text(
                $"{report.PartialRows} rows that only some items have are left out, such as sources without an answer to each.");
        }
    }

    /// <summary>The differences of chosen rows.</summary>
    /// <exception cref="OptionException">There is no row of a name.</exception>
    public static IEnumerable<string> OfPairs(EvaluationReport report, IReadOnlyList<(string Row, string Other)> compared)
    {
        foreach (var (row, other) in compared)
        {
            Require(report, row);
            Require(report, other);
            foreach (var pair in report.Pairs)
            {
                if ((pair.Rule, pair.Baseline) == (row, other))
                {
                    yield return Difference(row, other, pair.Metric, pair.Value, pair.Low, pair.High);
                }
                else if ((pair.Baseline, pair.Rule) == (row, other))
                {
                    yield return Difference(row, other, pair.Metric, -pair.Value, -pair.High, -pair.Low);
                }
            }
        }
    }

    /// <summary>What metric-aware rules gain by what only judges.</summary>
    public static IEnumerable<string> OfTransfers(EvaluationReport report) =>
        report.Transfers.Where(transfer => transfer.IsJudged).Select(transfer => string.Create(
            CultureInfo.InvariantCulture,
            $"transfer: {transfer.Rule} gains {transfer.Gain:+0.000;-0.000;0} over {report.Baseline} by its own metric, "
            + $"{transfer.JudgedGain:+0.000;-0.000;0} by {transfer.Judge}{Share(transfer)}"));

    /// <summary>Whether what metric-aware rules expect comes true.</summary>
    public static IEnumerable<string> OfCalibrations(EvaluationReport report)
    {
        foreach (var calibration in report.Calibrations)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"calibration: {calibration.Rule} expects {calibration.Expected:F3}, {calibration.ExpectedByOthers:F3} without its own "
                + $"vote, and reaches {calibration.Realised:F3}; area under risk and coverage {calibration.Area:F3}");
            if (calibration.Numbers is { } numbers)
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"  samples: CRPS {numbers.RankedProbability:F3} (fair {numbers.FairRankedProbability:F3}), the right number is in "
                    + $"their middle half for {100 * numbers.Covered50:F1} % of {numbers.Items} items and in their middle 90 % for "
                    + $"{100 * numbers.Covered90:F1} %");
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"  task calibration error {numbers.Error:F3}: mean loss {numbers.Loss:F3}, and {numbers.RecalibratedLoss:F3} with a "
                    + $"rising map of the answers learned on the other half");
            }

            if (calibration.Target is { } target)
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"  target risk {target.Target}: an answer is kept from {Threshold(target, 0)} and {Threshold(target, 1)} expected "
                    + $"without its own vote, chosen on the other half: {100 * target.Coverage:F1} % of the items, "
                    + $"at risk {target.Risk:F3}");
            }
        }
    }

    private static string Difference(string row, string other, string metric, double value, double low, double high) => Text(
        $"{row} less {other} by {metric}: {value:+0.000;-0.000;0} ({low:+0.000;-0.000;0} to {high:+0.000;-0.000;0})");

    private static string Share(Transfer transfer) => double.IsNaN(transfer.Share) ? "" : Text($" (share {transfer.Share:F2})");

    private static string Threshold(HeldOutRisk target, int half) => double.IsFinite(target.Thresholds[half])
        ? target.Thresholds[half].ToString("F3", CultureInfo.InvariantCulture)
        : "none";

    private static void Require(EvaluationReport report, string row)
    {
        if (report.Scores.All(score => score.Rule != row))
        {
            throw new OptionException(
                "compare",
                $"Invalid value '{row}' for --compare: expected one of the rows "
                + $"{string.Join(", ", report.Scores.Select(score => score.Rule).Distinct())}.");
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
