using System.Globalization;
using System.Net;
using System.Text;

namespace Accelerated.Perf;

/// <summary>Time against N on logarithmic axes, as SVG.</summary>
public static class Plot
{
    private const int Width = 720;
    private const int Height = 420;
    private const int Margin = 60;
    private const int Legend = 260;

    private static readonly string[] Colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000"];

    /// <summary>One line a contender.</summary>
    public static string Draw(string title, IReadOnlyList<Measurement> measurements)
    {
        var (lowX, highX) = Decades(measurements.Select(m => (double)m.Count));
        var (lowY, highY) = Decades(measurements.Select(m => m.Median));
        var text = new StringBuilder();
        Line(text, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width + Legend} {Height}" font-family="sans-serif" font-size="12">""");
        Line(text, $"""<rect width="100%" height="100%" fill="white"/><text x="{Margin}" y="24" font-size="15">{WebUtility.HtmlEncode(title)}</text>""");
        for (var e = lowX; e <= highX; e++)
        {
            Line(text, $"""<line x1="{X(e)}" y1="{Y(lowY)}" x2="{X(e)}" y2="{Y(highY)}" stroke="#ddd"/><text x="{X(e)}" y="{Height - Margin + 18}" text-anchor="middle">{Math.Pow(10, e):G}</text>""");
        }

        for (var e = lowY; e <= highY; e++)
        {
            Line(text, $"""<line x1="{X(lowX)}" y1="{Y(e)}" x2="{X(highX)}" y2="{Y(e)}" stroke="#ddd"/><text x="{Margin - 6}" y="{Y(e) + 4}" text-anchor="end">{Seconds(e)}</text>""");
        }

        Line(text, $"""<text x="{Width / 2}" y="{Height - 14}" text-anchor="middle">N candidates</text>""");
        var k = 0;
        foreach (var contender in measurements.GroupBy(m => m.Contender))
        {
            var colour = Colours[k % Colours.Length];
            var points = string.Join(' ', contender.OrderBy(m => m.Count).Select(m => FormattableString.Invariant($"{X(Math.Log10(m.Count)):F1},{Y(Math.Log10(m.Median)):F1}")));
            Line(text, $"""<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/><text x="{Width + 8}" y="{60 + 18 * k}" fill="{colour}">{WebUtility.HtmlEncode(contender.Key)}</text>""");
            k++;
        }

        return text.AppendLine("</svg>").ToString();

        double X(double exponent) => Math.Round(Margin + (exponent - lowX) / (highX - lowX) * (Width - 2 * Margin), 1);
        double Y(double exponent) => Math.Round(Height - Margin - (exponent - lowY) / (highY - lowY) * (Height - 2 * Margin), 1);
    }

    private static void Line(StringBuilder text, FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));

    private static string Seconds(int exponent) => exponent switch
    {
        >= 0 => $"{Math.Pow(10, exponent):G} s",
        >= -3 => $"{Math.Pow(10, exponent + 3):G} ms",
        _ => $"{Math.Pow(10, exponent + 6):G} us",
    };

    private static (int Low, int High) Decades(IEnumerable<double> values)
    {
        var low = (int)Math.Floor(values.Min(Math.Log10));
        var high = (int)Math.Ceiling(values.Max(Math.Log10));
        return (low, Math.Max(high, low + 1));
    }
}
