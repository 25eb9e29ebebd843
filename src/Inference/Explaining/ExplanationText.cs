using System.Globalization;
using System.Text;
using Accelerated.Metrics;

namespace Accelerated.Inference.Explaining;

/// <summary>An explanation for a reader.</summary>
internal static class ExplanationText
{
    private const int Most = 5; // of each kind
    private const string Indent = "  ";

    /// <summary>The explanation, several lines, each with a line break.</summary>
    /// <param name="explanation">The explanation.</param>
    /// <param name="show">How texts are shown: escaped and cut.</param>
    /// <param name="referenceOf">The index in the input of a reference.</param>
    public static string Of(Explanation explanation, Func<string, string> show, Func<int, int> referenceOf)
    {
        var selection = explanation.Selection;
        var metric = explanation.Options.Metric.Info;
        var text = new StringBuilder();
        text.Append(selection.Id.Length > 0 ? show($"{selection.Id}: {selection.Text}") : show(selection.Text)).Append('\n');
        Line($"expected {metric.Name} {selection.Expected:G4}{Error(selection.StandardError)}, {Ahead(explanation)}");
        if (explanation.HeldOut is { } held)
        {
            Line($"winners by half of the votes: {held.Chosen:G4} by that half, {held.HeldOut:G4} by the other{Optimism(held)}");
        }

        Line($"supporters:");
        foreach (var supporter in explanation.Supporters.Take(Most))
        {
            var times = Times(supporter.Votes);
            Line($"{Indent}{supporter.Utility,9:G4}  {Percent(supporter.Share)} of the expectation{times}: {show(supporter.Text)}");
        }

        More(explanation.Supporters.Count);
        var dissent = explanation.Clusters.Where(cluster => !cluster.HoldsAnswer).ToList();
        var agreed = explanation.Clusters.Where(cluster => cluster.HoldsAnswer).Sum(cluster => cluster.Weight);
        var share = Percent(agreed).TrimStart();
        Line($"{share} of the weight agrees with the answer (from {explanation.Agreement:G3} on), {Dissent(dissent.Count)}");
        foreach (var cluster in dissent.Take(Most))
        {
            var times = Times(cluster.Members.Count);
            Line($"{Indent}{cluster.Utility,9:G4}  {Percent(cluster.Weight)} of the weight{times}: {show(cluster.Text)}");
        }

        More(dissent.Count);
        var deciding = explanation.DecidingVotes;
        Line($"{(deciding.Count == 0 ? "no single vote decides" : Text($"votes that decide alone: {deciding.Count}"))}");
        foreach (var vote in deciding.Take(Most))
        {
            Line($"{Indent}without {referenceOf(vote.Index)} ({show(vote.Text)}): {show(vote.OtherText)}");
        }

        More(deciding.Count);
        return text.ToString();

        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

        void More(int count)
        {
            if (count > Most)
            {
                Line($"{Indent}({count - Most} more)");
            }
        }
    }

    private static string Ahead(Explanation explanation)
    {
        var selection = explanation.Selection;
        return double.IsNaN(selection.Margin) ? "without a rival" : Text(
            $"ahead by {selection.Margin:G4}{(double.IsFinite(explanation.MarginErrors)
                ? Text($" ({explanation.MarginErrors:F1} standard errors)")
                : double.IsInfinity(explanation.MarginErrors) ? " (by every vote alike)" : "")}");
    }

    private static string Optimism(HeldOutValue held) => Text($" (optimism {held.Optimism:G3}, {held.Splits} divisions)");

    private static string Dissent(int groups) =>
        groups == 0 ? "no one dissents" : Text($"{groups} {(groups == 1 ? "group dissents" : "groups dissent")}");

    private static string Error(double error) => double.IsNaN(error) ? "" : Text($" ± {error:G2}");

    private static string Percent(double share) => double.IsNaN(share) ? "  - %" : Text($"{100 * share,3:F0} %");

    private static string Times(int votes) => votes == 1 ? "" : Text($" ({votes} votes)");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
