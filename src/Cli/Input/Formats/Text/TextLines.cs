using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Accelerated.Cli.Output;

namespace Accelerated.Cli.Input.Formats.Text;

/// <summary>Text of lines that are not JSON.</summary>
internal static class TextLines
{
    /// <summary>The current line.</summary>
    /// <exception cref="BadLineException">It is too long, or not UTF-8.</exception>
    public static string Text(this LineReader lines)
    {
        _ = lines.Content(); // reports a line that is too long
        var line = lines.Line.Span;
        return Utf8.IsValid(line)
            ? Encoding.UTF8.GetString(line)
            : throw new BadLineException("the text is not valid UTF-8; save the file as UTF-8, or name its --encoding");
    }

    /// <summary>A number in a field.</summary>
    /// <exception cref="BadLineException">It is none.</exception>
    public static double Number(string text, string field) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new BadLineException($"{field} is '{ShownText.Item(text)}'; it must be a number");
}
