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

    private static readonly string[] Colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000"];

    /// <summary>Draws.</summary>
    /// <param name="title">Stands above.</param>
    /// <param name="lines">At least one line of at least one point.</param>
    /// <param name="mark">A number of candidates to mark, and its name; null for none.</param>
    public static string Draw(string title, IReadOnlyList<PlotLine> lines, (double Count, string Name)? mark = null)
    {
        var (lowX, highX) = Decades(lines.SelectMany(line => line.Points).Select(point => point.Count));
        var (lowY, highY) = Decades(lines.SelectMany(line => line.Points).Select(point => point.Seconds));
        var text = new StringBuilder();
        Add($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width + Legend} {Height}" font-family="sans-serif" font-size="12">""");
        Add($"""<rect width="100%" height="100%" fill="white"/><text x="{Margin}" y="24" font-size="15">{WebUtility.HtmlEncode(title)}</text>""");
        for (var e = lowX; e <= highX; e++)
        {
            Add($"""<line x1="{X(e)}" y1="{Y(lowY)}" x2="{X(e)}" y2="{Y(highY)}" stroke="#ddd"/><text x="{X(e)}" y="{Height - Margin + 18}" text-anchor="middle">{Math.Pow(10, e):G}</text>""");
        }

        for (var e = lowY; e <= highY; e++)
        {
            Add($"""<line x1="{X(lowX)}" y1="{Y(e)}" x2="{X(highX)}" y2="{Y(e)}" stroke="#ddd"/><text x="{Margin - 6}" y="{Y(e) + 4}" text-anchor="end">{Seconds(e)}</text>""");
        }

        Add($"""<text x="{Width / 2}" y="{Height - 14}" text-anchor="middle">N candidates</text>""");
        if (mark is var (count, name))
        {
            var x = X(Math.Log10(count));
            Add($"""<line x1="{x}" y1="{Y(lowY)}" x2="{x}" y2="{Y(highY)}" stroke="#444" stroke-dasharray="4 3"/><text x="{x + 4}" y="{Y(highY) + 12}" fill="#444">{WebUtility.HtmlEncode(name)}</text>""");
        }

        for (var k = 0; k < lines.Count; k++)
        {
            var colour = Colours[k % Colours.Length];
            var points = string.Join(' ', lines[k].Points.OrderBy(p => p.Count).Select(p => FormattableString.Invariant($"{X(Math.Log10(p.Count))},{Y(Math.Log10(p.Seconds))}")));
            Add($"""<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/><text x="{Width + 8}" y="{60 + 18 * k}" fill="{colour}">{WebUtility.HtmlEncode(lines[k].Name)}</text>""");
        }

        return text.Append("</svg>\n").ToString();

        double X(double exponent) => Math.Round(Margin + (exponent - lowX) / (highX - lowX) * (Width - 2 * Margin), 1);
        double Y(double exponent) => Math.Round(Height - Margin - (exponent - lowY) / (highY - lowY) * (Height - 2 * Margin), 1);
        void Add(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    /// <summary>Several plots, one below the other.</summary>
    public static string Stack(IReadOnlyList<string> plots)
    {
        var text = new StringBuilder(FormattableString.Invariant($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width + Legend} {Height * plots.Count}">""")).Append('\n');
        for (var k = 0; k < plots.Count; k++)
        {
            text.Append(FormattableString.Invariant($"""<svg y="{Height * k}" width="{Width + Legend}" height="{Height}" """)).Append(plots[k]["<svg ".Length..]);
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
