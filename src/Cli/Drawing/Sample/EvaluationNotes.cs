using System.Globalization;
using Accelerated.Inference.Evaluating;

namespace Accelerated.Cli.Drawing;

/// <summary>What a comparison of rules says below its table.</summary>
internal static class EvaluationNotes
{
    /// <summary>The notes, a line each.</summary>
    public static IEnumerable<string> Of(EvaluationReport report)
    {
        if (report.Scores.Any(score => score.Tied > 0))
        {
            yield return "tied: items with several equally good answers (to 1e-9); they count as the mean of these.";
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
                yield return Text($"{measure.Heading}: {report.Items - items} of {report.Items} items are left out, without a value in some row.");
            }
        }

        if (report.PartialRows > 0)
        {
            yield return Text($"{report.PartialRows} rows that only some items have are left out, such as sources without an answer to each.");
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
