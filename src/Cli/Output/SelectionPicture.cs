using System.Globalization;
using System.Text;
using Accelerated.Inference;
using Accelerated.Inference.Reporting;
using Accelerated.Metrics;

namespace Accelerated.Cli.Output;

/// <summary>A selection in a terminal: the answer, the utilities of all pairs, and what fewer candidates had given.</summary>
internal static class SelectionPicture
{
    private const int MostRows = 40;
    private const int CurveLines = 6;
    private const int CurveStretch = 6;

    /// <summary>The picture as text.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="selection">Its selection, with the matrix.</param>
    /// <param name="options">How it was selected.</param>
    /// <param name="width">Columns of the terminal.</param>
    /// <param name="inColour">Whether it shows colours.</param>
    public static string Of(Problem problem, Selection selection, SelectionOptions options, int width, bool inColour)
    {
        var metric = options.Metric.Info;
        var text = new StringBuilder();
        text.Append(ShownText.Fit($"{problem.Id}: {selection.Text}", width)).Append('\n');
        var summary = string.Create(
            CultureInfo.InvariantCulture,
            $"expected {metric.Name} {selection.Expected:G4}, ahead by {selection.Margin:G4}, {problem.Candidates.Count} candidates");
        text.Append(WrappedText.Of(summary, width)).Append('\n');
        var references = problem.References?.Count ?? problem.Candidates.Count;
        var most = Math.Max(1, Math.Min(MostRows, width / (inColour ? 1 : 2)));
        int[] rows = [.. selection.Ranking.Take(most).Select(ranked => ranked.Index)];
        int[] columns = problem.References is null ? rows : [.. Enumerable.Range(0, Math.Min(most, references))];
        double[] values = [.. from i in rows from j in columns select Utility(i, j)];
        var (low, high) = (values.Where(double.IsFinite).DefaultIfEmpty(0).Min(), values.Where(double.IsFinite).DefaultIfEmpty(0).Max());
        var sign = metric.Direction == Direction.HigherIsBetter ? 1 : -1;
        var worst = sign > 0 ? low : high;
        text.Append(HalfBlocks.Map(
            rows.Length,
            columns.Length,
            (i, j) => high > low ? sign * (Utility(rows[i], columns[j]) - worst) / (high - low) : 0.5,
            inColour));
        if (problem.References is null && selection.Ranking.Count > 2 && Consensus.HasCurve(options))
        {
            var curve = new Consensus(selection, problem.Candidates, options).ByNumber();
            text.Append("expected of the winner among fewer candidates\n");
            text.Append(HalfBlocks.Curve([.. curve.Select(point => sign * point.Mean)], CurveLines, CurveStretch));
            text.AppendJoin("", curve.Select(point => $"{point.Count}".PadRight(CurveStretch))).Append('\n');
        }

        return text.Append('\n').ToString();

        double Utility(int candidate, int reference) => selection.Matrix![candidate * references + reference];
    }
}
