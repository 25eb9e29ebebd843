using System.Globalization;
using System.Text;

namespace Accelerated.Cli.Output;

/// <summary>Pictures of characters, two pixels each, one above the other.</summary>
internal static class HalfBlocks
{
    private const string Shades = " ░▒▓█";
    private const int FirstGrey = 232; // of a terminal's 256 colours
    private const int LastGrey = 255;
    private const string Reset = "\u001b[0m";

    /// <summary>A table of shares as shades: two rows a line with colours, one row a line, doubled, without.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="share">A cell's share, 0 to 1; NaN for none.</param>
    /// <param name="inColour">Whether the terminal shows colours.</param>
    public static string Map(int rows, int columns, Func<int, int, double> share, bool inColour)
    {
        var text = new StringBuilder();
        for (var row = 0; row < rows; row += inColour ? 2 : 1)
        {
            for (var column = 0; column < columns; column++)
            {
                if (!inColour)
                {
                    var shade = Shades[Level(share(row, column), Shades.Length - 1)];
                    text.Append(shade).Append(shade);
                    continue;
                }

                var upper = FirstGrey + Level(share(row, column), LastGrey - FirstGrey);
                text.Append(CultureInfo.InvariantCulture, $"\u001b[38;5;{upper}m");
                if (row + 1 < rows)
                {
                    var lower = FirstGrey + Level(share(row + 1, column), LastGrey - FirstGrey);
                    text.Append(CultureInfo.InvariantCulture, $"\u001b[48;5;{lower}m");
                }

                text.Append('▀');
            }

            text.Append(inColour ? Reset : "").Append('\n');
        }

        return text.ToString();
    }

    /// <summary>A curve over equally spaced points, filled below.</summary>
    /// <param name="values">At least one finite value.</param>
    /// <param name="lines">Lines of text, at least 1.</param>
    /// <param name="stretch">Columns of each value, at least 1.</param>
    public static string Curve(IReadOnlyList<double> values, int lines, int stretch)
    {
        var (low, high) = (values.Min(), values.Max());
        var pixels = 2 * lines;
        var isFlat = high - low <= 1e-9 * Math.Max(1, Math.Abs(high)); // but for rounding
        int[] heights = [.. values.Select(value => !isFlat ? 1 + (int)Math.Round((value - low) / (high - low) * (pixels - 1)) : lines)];
        var text = new StringBuilder();
        for (var line = lines - 1; line >= 0; line--)
        {
            foreach (var height in heights)
            {
                text.Append(height >= 2 * line + 2 ? '█' : height == 2 * line + 1 ? '▄' : ' ', stretch);
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private static int Level(double share, int levels) => double.IsNaN(share) ? 0 : (int)Math.Round(Math.Clamp(share, 0, 1) * levels);
}
