using System.Text;
using Spectre.Console;

namespace Accelerated.Cli.Output;

/// <summary>
/// A table for people. In a terminal it takes the terminal's width, or becomes one block a row where less than 100 columns do not hold
/// it; in a file or a pipe it has one form.
/// </summary>
/// <param name="columns">The headings.</param>
internal sealed class ShownTable(params string[] columns)
{
    private const int Gap = 2;
    private const int NarrowestWrapped = 100;
    private readonly List<Cell[]> _rows = [];

    /// <summary>The border in a file.</summary>
    public TableBorder Border { get; init; } = TableBorder.Simple;

    /// <summary>Whether the first heading is the table's title.</summary>
    public bool IsTitled { get; init; }

    /// <summary>Columns of characters in a file.</summary>
    public int FileWidth { get; init; } = 160;

    /// <summary>Adds a row, of a cell a column.</summary>
    public void AddRow(params Cell[] cells) => _rows.Add(cells);

    /// <summary>The table as text.</summary>
    public string Text(Screen screen) => screen.Width is not { } width ? ForFile()
        : Widths(width) is { } widths ? InColumns(widths, screen)
        : Stacked(width, screen);

    private string ForFile()
    {
        var table = new Table { Border = Border }.AddColumns([.. columns.Select(Markup.Escape)]);
        _rows.ForEach(row => table.AddRow([.. row.Select(cell => Markup.Escape(Shown(cell.Text)))]));
        var writer = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = FileWidth;
        console.Write(table);
        return string.Join('\n', writer.ToString().Split('\n').Select(line => line.TrimEnd())).Trim('\n') + "\n";
    }

    // Null where rows are to be stacked. The widest columns give way first, down to their longest word.
    private int[]? Widths(int width)
    {
        int[] natural = [.. Each(text => text.Split('\n'))];
        int[] least = [.. Each(text => text.Split(' ', '\n'))];
        var room = width - Gap * (columns.Length - 1);
        if (natural.Sum() <= room)
        {
            return natural;
        }

        if (width < NarrowestWrapped || least.Sum() > room)
        {
            return null;
        }

        var widest = width;
        int[] widths;
        do
        {
            widths = [.. natural.Zip(least, (most, few) => Math.Clamp(widest, few, most))];
            widest--;
        }
        while (widths.Sum() > room);
        return widths;

        IEnumerable<int> Each(Func<string, string[]> parts) => columns.Select((heading, column) =>
            _rows.Select(row => Shown(row[column].Text)).Append(Shown(heading)).SelectMany(parts).Max(ShownText.ColumnsOf));
    }

    private string InColumns(int[] widths, Screen screen)
    {
        var text = new StringBuilder();
        Append([.. columns.Select(heading => new Cell(heading))]);
        text.AppendJoin(new string(' ', Gap), widths.Select(width => new string('─', width))).Append('\n');
        _rows.ForEach(Append);
        return text.ToString();

        void Append(Cell[] row)
        {
            string[][] lines =
            [
                .. row.Select((cell, column) =>
                    Shown(cell.Text).Split('\n').SelectMany(line => WrappedText.Lines(line, widths[column], 0)).ToArray()),
            ];
            for (var i = 0; i < lines.Max(cell => cell.Length); i++)
            {
                var line = new StringBuilder();
                var blanks = 0; // written before the next cell only, so that no line ends with them
                for (var column = 0; column < row.Length; column++)
                {
                    var shown = i < lines[column].Length ? lines[column][i] : "";
                    if (shown.Length > 0)
                    {
                        line.Append(' ', blanks).Append(screen.Paint(shown, row[column].Tone));
                        blanks = 0;
                    }

                    blanks += widths[column] - ShownText.ColumnsOf(shown) + Gap;
                }

                text.Append(line).Append('\n');
            }
        }
    }

    private string Stacked(int width, Screen screen) => string.Join('\n', Title(width).Concat(_rows.Select(row =>
    {
        var block = new StringBuilder();
        for (var column = 0; column < row.Length; column++)
        {
            var cell = Shown(row[column].Text).Replace("\n", ", ", StringComparison.Ordinal);
            if (column > 0 && cell.Length == 0)
            {
                continue;
            }

            var line = column > 0 ? $"  {Shown(columns[column])}: {cell}" : IsTitled ? cell : $"{Shown(columns[0])}: {cell}";
            foreach (var shown in WrappedText.Lines(line, width))
            {
                block.Append(screen.Paint(shown, row[column].Tone)).Append('\n');
            }
        }

        return block.ToString();
    })));

    private IEnumerable<string> Title(int width) => IsTitled ? [WrappedText.Of(Shown(columns[0]), width) + "\n"] : [];

    private static string Shown(string text) => ShownText.Of(text.Replace('\t', ' '));
}
