using System.Globalization;
using Accelerated.Cli.Abstaining;
using Accelerated.Inference;
using Accelerated.Inference.Extraction;

namespace Accelerated.Cli.Output;

/// <summary>Results for a reader at a terminal: texts beside their values, a line each, cut to the terminal's width.</summary>
/// <param name="lines">The output.</param>
/// <param name="width">The terminal's width in columns.</param>
internal sealed class ShownResults(JsonLines lines, int width)
{
    private const int MostCandidates = 5;
    private const int ValueColumns = 12;

    /// <summary>A selection: its id and answer, then the best candidates by their expected values.</summary>
    /// <param name="selection">The selection.</param>
    /// <param name="problem">Its problem.</param>
    /// <param name="answered">The problem's answers, if they were extracted.</param>
    /// <param name="abstention">When answers are withheld; null if none is.</param>
    public void Write(Selection selection, Problem problem, AnsweredProblem? answered, Abstention? abstention = null) => Write(
        selection,
        Shown(selection, selection.Text, abstention),
        index => answered is null ? problem.Candidates[index].Text : answered.Original.Candidates[answered.IndexOf(index)].Text);

    /// <summary>A decoding: its id and answer, then the best votes by their expected values.</summary>
    public void Write(Decoding decoding, Abstention? abstention = null) => Write(
        decoding.Selection, Shown(decoding.Selection, decoding.Text, abstention), index => decoding.Votes[index].Text);

    /// <summary>A value beside the text it is of.</summary>
    public void Write(double value, string text) => Write(value, text, 1);

    private static string Shown(Selection selection, string answer, Abstention? abstention) =>
        abstention?.Withholds(selection) == true ? abstention.Fallback ?? "(abstained)" : answer;

    // Equal texts are one line.
    private void Write(Selection selection, string answer, Func<int, string> textOf)
    {
        lines.WriteLine(ShownText.Fit(selection.Id.Length > 0 ? $"{selection.Id}: {answer}" : answer, width));
        if (selection.Index < 0)
        {
            Write(selection.Expected, answer);
        }

        var texts = selection.Ranking.GroupBy(ranked => textOf(ranked.Index)).ToList();
        foreach (var equal in texts.Take(MostCandidates))
        {
            Write(equal.First().Expected, equal.Key, equal.Count());
        }

        if (texts.Count > MostCandidates)
        {
            lines.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"",ValueColumns}  ({texts.Count - MostCandidates} more)"));
        }
    }

    private void Write(double value, string text, int count)
    {
        var shown = string.Create(CultureInfo.InvariantCulture, $"{value,ValueColumns:G5}  ");
        var times = count > 1 ? string.Create(CultureInfo.InvariantCulture, $"  ({count} times)") : "";
        lines.WriteLine(shown + ShownText.Fit(text, width - shown.Length - times.Length) + times);
    }
}
