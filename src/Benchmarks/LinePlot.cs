using System.Globalization;
using System.Net;
using System.Text;

namespace Accelerated.Benchmarks;

/// <summary>Time against the number of candidates on logarithmic axes, as SVG.</summary>
public static class LinePlot
{
    private const int Width = 720;
    private const int Height = 420;
    private const int Margin = 60;
    private const int Legend = 280;
    private const string Namespace = "xmlns=\"http://www.w3.org/2000/svg\"";

    private static readonly string[] Colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000"];

    /// <summary>Draws a plot.</summary>
    /// <param name="title">The title above the plot.</param>
    /// <param name="lines">At least one line of at least one point.</param>
    /// <param name="mark">A number of candidates to mark, and its name; null for none.</param>
    public static string Draw(string title, IReadOnlyList<PlotLine> lines, (double Count, string Name)? mark = null)
    {
        var (lowX, highX) = Decades(lines.SelectMany(line => line.Points).Select(point => point.Count));
        var (lowY, highY) = Decades(lines.SelectMany(line => line.Points).Select(point => point.Seconds));
        var text = new StringBuilder();
        Add($"""<svg {Namespace} viewBox="0 0 {Width + Legend} {Height}" font-family="sans-serif" font-size="12">""");
        Add($"""<rect width="100%" height="100%" fill="white"/>""");
        Text(Margin, 24, title, "font-size=\"15\"");
        for (var e = lowX; e <= highX; e++)
        {
            Line(X(e), Y(lowY), X(e), Y(highY), "stroke=\"#ddd\"");
            Text(X(e), Height - Margin + 18, Math.Pow(10, e).ToString("G", CultureInfo.InvariantCulture), "text-anchor=\"middle\"");
        }

        for (var e = lowY; e <= highY; e++)
        {
            Line(X(lowX), Y(e), X(highX), Y(e), "stroke=\"#ddd\"");
            Text(Margin - 6, Y(e) + 4, Seconds(e), "text-anchor=\"end\"");
        }

        Text(Width / 2, Height - 14, "N candidates", "text-anchor=\"middle\"");
        if (mark is var (count, name))
        {
            var x = X(Math.Log10(count));
            Line(x, Y(lowY), x, Y(highY), "stroke=\"#444\" stroke-dasharray=\"4 3\"");
            Text(x + 4, Y(highY) + 12, name, "fill=\"#444\"");
        }

        for (var k = 0; k < lines.Count; k++)
        {
            var colour = Colours[k % Colours.Length];
            var points = string.Join(' ', lines[k].Points.OrderBy(point => point.Count).Select(
                point => FormattableString.Invariant($"{X(Math.Log10(point.Count))},{Y(Math.Log10(point.Seconds))}")));
            Add($"""<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>""");
            Text(Width + 8, 60 + 18 * k, lines[k].Name, $"fill=\"{colour}\"");
        }

        return text.Append("</svg>\n").ToString();

        double X(double exponent) => Math.Round(Margin + (exponent - lowX) / (highX - lowX) * (Width - 2 * Margin), 1);
        double Y(double exponent) => Math.Round(Height - Margin - (exponent - lowY) / (highY - lowY) * (Height - 2 * Margin), 1);
        void Line(double x1, double y1, double x2, double y2, string style) =>
            Add($"""<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" {style}/>""");
        void Text(double x, double y, string label, string style) =>
            Add($"""<text x="{x}" y="{y}" {style}>{WebUtility.HtmlEncode(label)}</text>""");
        void Add(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    /// <summary>Several plots, one below the other.</summary>
    public static string Stack(IReadOnlyList<string> plots)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""<svg {Namespace} viewBox="0 0 {Width + Legend} {Height * plots.Count}">""");
        text.Append('\n');
        for (var k = 0; k < plots.Count; k++)
        {
            text.Append(CultureInfo.InvariantCulture, $"""<svg y="{Height * k}" width="{Width + Legend}" height="{Height}" """);
            text.Append(plots[k]["<svg ".Length..]);
        }

        return text.Append("</svg>\n").ToString();
    }

    private static string Seconds(int exponent) => exponent switch
    {
        >= 0 => $"{Math.Pow(10, exponent):G} s",
        >= -3 => $"{Math.Pow(10, exponent + 3):G} ms",
        _ => $"{Math.Pow(10, exponent + 6):G} us",
    };

    private static (int Low, int High) Decades(IEnumerable<double> values)
    {
        var logarithms = values.Select(Math.Log10).ToArray();
        var low = (int)Math.Floor(logarithms.Min());
        var high = (int)Math.Ceiling(logarithms.Max());
        return (low, Math.Max(high, low + 1));
    }
}
