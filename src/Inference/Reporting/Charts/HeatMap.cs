namespace Accelerated.Inference.Reporting.Charts;

/// <summary>A table of numbers as colours, with a text for each cell on hover.</summary>
internal static class HeatMap
{
    /// <summary>Shades of the style sheet.</summary>
    public const int Shades = 9;

    private const int Side = 640;
    private const int Margin = 34;

    /// <summary>Draws a map; 0 is the lightest shade.</summary>
    /// <param name="html">Receives the SVG.</param>
    /// <param name="label">What it shows, for those who do not see it.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="share">The darkness of a cell, 0 to 1; NaN for an empty one.</param>
    /// <param name="rowName">A row's label.</param>
    /// <param name="columnName">A column's label.</param>
    /// <param name="hover">Writes a cell's text.</param>
    public static void Draw(
        HtmlWriter html,
        string label,
        int rows,
        int columns,
        Func<int, int, double> share,
        Func<int, string> rowName,
        Func<int, string> columnName,
        Action<int, int> hover)
    {
        var size = Math.Round((Side - Margin) / (double)Math.Max(rows, columns), 2);
        html.Tag($"<svg class=\"heat\" role=\"img\" viewBox=\"0 0 {Margin + size * columns:F0} {Margin + size * rows:F0}\">");
        html.Raw("<title>").Text(label).Raw("</title>");
        for (var i = 0; i < rows; i++)
        {
            if (Shows(i, size))
            {
                html.Tag($"<text class=\"tick end\" x=\"{Margin - 5}\" y=\"{Margin + size * (i + 0.5) + 4:F1}\">")
                    .Text(rowName(i), 5).Raw("</text>");
            }

            for (var j = 0; j < columns; j++)
            {
                var value = share(i, j);
                var shade = double.IsNaN(value) ? "none" : $"{(int)Math.Min(Shades - 1, Math.Clamp(value, 0, 1) * Shades)}";
                html.Tag($"<rect class=\"q{shade}\" x=\"{Margin + size * j:F2}\" y=\"{Margin + size * i:F2}\" ")
                    .Tag($"width=\"{size:F2}\" height=\"{size:F2}\"><title>");
                hover(i, j);
                html.Raw("</title></rect>");
            }
        }

        for (var j = 0; j < columns; j++)
        {
            if (Shows(j, size))
            {
                html.Tag($"<text class=\"tick middle\" x=\"{Margin + size * (j + 0.5):F1}\" y=\"{Margin - 6}\">")
                    .Text(columnName(j), 5).Raw("</text>");
            }
        }

        html.Raw("</svg>\n");
    }

    // As many labels as there is room for.
    private static bool Shows(int index, double size) => index % Math.Max(1, (int)Math.Ceiling(26 / size)) == 0;
}
