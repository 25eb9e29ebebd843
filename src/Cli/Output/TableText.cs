using Spectre.Console;

namespace Accelerated.Cli.Output;

/// <summary>Tables as plain text, wide enough that no cell is cut.</summary>
internal static class TableText
{
    private const int Width = 160;

    public static string Of(Table table, int width = Width)
    {
        var writer = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = width;
        console.Write(table);
        return string.Join('\n', writer.ToString().Split('\n').Select(line => line.TrimEnd())).Trim('\n') + "\n";
    }
}
