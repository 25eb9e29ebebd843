using System.Globalization;

namespace Accelerated.Inference.Reporting.Charts;

/// <summary>A line of a chart.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Points">Its points, by x.</param>
/// <param name="Band">The interval of each point; null for none.</param>
internal sealed record CurveLine(
    string Name, IReadOnlyList<(double X, double Y)> Points, IReadOnlyList<(double Low, double High)>? Band = null);

/// <summary>Lines over two axes.</summary>
internal static class CurveChart
{
    private const int Width = 640;
    private const int Height = 320;
    private const int Left = 62;
    private const int Right = 12;
    private const int Top = 14;
    private const int Bottom = 46;
    private const int Colours = 6;
    private const int LegendLine = 20;

    /// <summary>Draws a chart.</summary>
    /// <param name="html">Receives the SVG.</param>
    /// <param name="label">What it shows, for those who do not see it.</param>
    /// <param name="xName">What the horizontal axis shows.</param>
    /// <param name="yName">What the vertical axis shows.</param>
    /// <param name="lines">At least one line of at least one point.</param>
    /// <param name="isLogarithmicX">Whether the horizontal axis is logarithmic.</param>
    /// <param name="isLogarithmicY">Whether the vertical one is.</param>
    public static void Draw(
        HtmlWriter html,
        string label,
        string xName,
        string yName,
        IReadOnlyList<CurveLine> lines,
        bool isLogarithmicX = false,
        bool isLogarithmicY = false)
    {
        lines = [.. lines.Select(Finite).Where(line => line.Points.Count > 0)];
        if (lines.Count == 0)
        {
            html.Raw("<p class=\"note\">").Text(label).Raw(": no finite value.</p>\n");
            return;
        }

        var legend = lines.Count > 1 ? lines.Count * LegendLine : 0;
        var x = new Scale(lines.SelectMany(line => line.Points).Select(point => point.X), Left, Width - Right, isLogarithmicX);
        var y = new Scale(lines.SelectMany(Values), Height - Bottom, Top, isLogarithmicY);
        html.Tag($"<svg class=\"chart\" role=\"img\" viewBox=\"0 0 {Width} {Height + legend}\">")
            .Raw("<title>").Text(label).Raw("</title>");
        foreach (var tick in x.Ticks)
        {
            html.Tag($"<line class=\"grid\" x1=\"{x[tick]}\" y1=\"{Top}\" x2=\"{x[tick]}\" y2=\"{Height - Bottom}\"/>");
            html.Tag($"<text class=\"tick middle\" x=\"{x[tick]}\" y=\"{Height - Bottom + 18}\">{Scale.Label(tick)}</text>");
        }

        foreach (var tick in y.Ticks)
        {
            html.Tag($"<line class=\"grid\" x1=\"{Left}\" y1=\"{y[tick]}\" x2=\"{Width - Right}\" y2=\"{y[tick]}\"/>");
            html.Tag($"<text class=\"tick end\" x=\"{Left - 6}\" y=\"{y[tick] + 4}\">{Scale.Label(tick)}</text>");
        }

        html.Tag($"<text class=\"axis middle\" x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 8}\">").Text(xName).Raw("</text>");
        html.Tag($"<text class=\"axis\" x=\"4\" y=\"{Top - 3}\">").Text(yName).Raw("</text>");
        for (var k = 0; k < lines.Count; k++)
        {
            var line = lines[k];
            if (line.Band is { } band)
            {
                var high = line.Points.Select((point, p) => At(point.X, band[p].High));
                var low = line.Points.Select((point, p) => At(point.X, band[p].Low)).Reverse();
                html.Tag($"<polygon class=\"band c{k % Colours}\" points=\"").Raw(string.Join(' ', high.Concat(low))).Raw("\"/>");
            }

            html.Tag($"<polyline class=\"line c{k % Colours}\" points=\"")
                .Raw(string.Join(' ', line.Points.Select(point => At(point.X, point.Y)))).Raw("\"/>");
            foreach (var point in line.Points.Count <= 40 ? line.Points : [])
            {
                html.Tag($"<circle class=\"dot c{k % Colours}\" cx=\"{x[point.X]}\" cy=\"{y[point.Y]}\" r=\"3\"><title>")
                    .Text(line.Name).Tag($": {Scale.Label(point.X)}, {Scale.Label(point.Y)}</title></circle>");
            }

            if (legend > 0)
            {
                var at = Height + LegendLine * k;
                html.Tag($"<line class=\"line c{k % Colours}\" x1=\"{Left}\" y1=\"{at}\" x2=\"{Left + 24}\" y2=\"{at}\"/>");
                html.Tag($"<text class=\"tick\" x=\"{Left + 32}\" y=\"{at + 4}\">").Text(line.Name, 80).Raw("</text>");
            }
        }

        html.Raw("</svg>\n");

        string At(double px, double py) => string.Create(CultureInfo.InvariantCulture, $"{x[px]},{y[py]}");
    }

    // Without the points that have no place.
    private static CurveLine Finite(CurveLine line)
    {
        int[] kept = [.. Enumerable.Range(0, line.Points.Count).Where(p => double.IsFinite(line.Points[p].X)
            && double.IsFinite(line.Points[p].Y)
            && (line.Band is not { } band || (double.IsFinite(band[p].Low) && double.IsFinite(band[p].High))))];
        return kept.Length == line.Points.Count
            ? line
            : new CurveLine(
                line.Name,
                [.. kept.Select(p => line.Points[p])],
                line.Band is null ? null : [.. kept.Select(p => line.Band[p])]);
    }

    private static IEnumerable<double> Values(CurveLine line) =>
        line.Points.Select(point => point.Y).Concat((line.Band ?? []).SelectMany(pair => (double[])[pair.Low, pair.High]));
}
