using System.Globalization;
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
    public void Write(Selection selection, Problem problem, AnsweredProblem? answered)
    {
        lines.WriteLine(ShownText.Fit($"{selection.Id}: {selection.Text}", width));
        if (selection.Index < 0)
        {
            Write(selection.Expected, selection.Text);
        }

        foreach (var ranked in selection.Ranking.Take(MostCandidates))
        {
            Write(ranked.Expected, answered is null
                ? problem.Candidates[ranked.Index].Text
                : answered.Original.Candidates[answered.IndexOf(ranked.Index)].Text);
        }

        if (selection.Ranking.Count > MostCandidates)
        {
            lines.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{"",ValueColumns}  ({selection.Ranking.Count - MostCandidates} more)"));
        }
    }

    /// <summary>A value beside the text it is of.</summary>
    public void Write(double value, string text)
    {
        var shown = string.Create(CultureInfo.InvariantCulture, $"{value,ValueColumns:G5}  ");
        lines.WriteLine(shown + ShownText.Fit(text, width - shown.Length));
    }
}
