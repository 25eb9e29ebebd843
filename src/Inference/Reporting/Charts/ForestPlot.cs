namespace Accelerated.Inference.Reporting.Charts;

/// <summary>A row of a forest plot.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">The difference that its mark shows.</param>
/// <param name="Low">The lower end of its interval.</param>
/// <param name="High">The upper end.</param>
/// <param name="Note">What stands at its right.</param>
internal sealed record ForestRow(string Name, double Value, double Low, double High, string Note);

/// <summary>Differences and their intervals, one below the other, around a line at zero.</summary>
internal static class ForestPlot
{
    private const int Width = 760;
    private const int Names = 250;
    private const int Notes = 190;
    private const int RowHeight = 24;
    private const int Top = 8;
    private const int Bottom = 40;
    private const int LongestName = 36;

    /// <summary>Draws a plot.</summary>
    /// <param name="html">Receives the SVG.</param>
    /// <param name="label">What it shows, for those who do not see it.</param>
    /// <param name="axis">What the axis shows.</param>
    /// <param name="rows">At least one row.</param>
    /// <param name="isBetterAbove">Whether what is right of zero is better.</param>
    public static void Draw(HtmlWriter html, string label, string axis, IReadOnlyList<ForestRow> rows, bool isBetterAbove)
    {
        var bottom = Top + RowHeight * rows.Count;
        var values = rows.SelectMany(row => (double[])[row.Value, row.Low, row.High]).Append(0);
        var x = new Scale(values, Names + 10, Width - Notes - 10);
        html.Tag($"<svg class=\"forest\" role=\"img\" viewBox=\"0 0 {Width} {bottom + Bottom}\">")
            .Raw("<title>").Text(label).Raw("</title>");
        foreach (var tick in x.Ticks)
        {
            html.Tag($"<line class=\"grid\" x1=\"{x[tick]}\" y1=\"{Top}\" x2=\"{x[tick]}\" y2=\"{bottom}\"/>");
            html.Tag($"<text class=\"tick middle\" x=\"{x[tick]}\" y=\"{bottom + 16}\">{Scale.Label(tick)}</text>");
        }

        html.Tag($"<line class=\"zero\" x1=\"{x[0]}\" y1=\"{Top}\" x2=\"{x[0]}\" y2=\"{bottom}\"/>");
        html.Tag($"<text class=\"axis middle\" x=\"{(Names + Width - Notes) / 2}\" y=\"{bottom + 34}\">").Text(axis).Raw("</text>");
        for (var k = 0; k < rows.Count; k++)
        {
            var row = rows[k];
            var y = Top + RowHeight * k + RowHeight / 2;
            html.Tag($"<text class=\"tick end\" x=\"{Names}\" y=\"{y + 4}\"><title>").Text(row.Name).Raw("</title>")
                .Text(row.Name, LongestName).Raw("</text>");
            html.Tag($"<text class=\"tick\" x=\"{Width - Notes + 4}\" y=\"{y + 4}\">").Text(row.Note).Raw("</text>");
            if (!double.IsFinite(row.Value))
            {
                continue;
            }

            var verdict = !double.IsFinite(row.Low) || (row.Low <= 0 && row.High >= 0) ? "open"
                : row.Value > 0 == isBetterAbove ? "better" : "worse";
            if (double.IsFinite(row.Low))
            {
                html.Tag($"<line class=\"{verdict}\" x1=\"{x[row.Low]}\" y1=\"{y}\" x2=\"{x[row.High]}\" y2=\"{y}\"/>");
            }

            html.Tag($"<circle class=\"{verdict}\" cx=\"{x[row.Value]}\" cy=\"{y}\" r=\"5\"/>");
        }

        html.Raw("</svg>\n");
    }
}
