using System.Globalization;
using System.Text;

namespace Accelerated.Cli.Output;

/// <summary>
/// Text for a terminal. File names, ids and texts of models and services may contain anything, so what could move the cursor, reorder or
/// hide text is written as an escape, and what is too long is cut.
/// </summary>
internal static class ShownText
{
    /// <summary>Most characters of one item in a message.</summary>
    public const int LongestItem = 80;

    /// <summary>Most characters of a line.</summary>
    public const int LongestLine = 2000;

    private const char Ellipsis = '…';

    /// <summary>Lines of text, each cut; line ends and tabs stay.</summary>
    public static string Of(string text) => Shown(text, LongestLine, keepsLines: true);

    /// <summary>The same, on one line.</summary>
    public static string OneLine(string text) => Shown(text.Replace('\n', ' ').Replace('\t', ' '), LongestLine, keepsLines: false);

    /// <summary>An id, a name or a candidate within a message.</summary>
    public static string Item(string text) => Shown(text, LongestItem, keepsLines: false);

    private static string Shown(string text, int longest, bool keepsLines)
    {
        if (text.Length <= longest && !text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text;
        }

        var shown = new StringBuilder();
        var column = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (keepsLines && rune.Value == '\n')
            {
                shown.Append('\n');
                column = 0;
            }
            else if (column < longest)
            {
                shown.Append(keepsLines && rune.Value == '\t' ? "\t" : IsUnsafe(rune) ? Escape(rune) : rune.ToString());
                column++;
            }
            else if (column == longest)
            {
                shown.Append(Ellipsis);
                column++;
            }
        }

        return shown.ToString();
    }

    // Format characters include those that change the direction of text.
    private static bool IsUnsafe(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;

    private static string Escape(Rune rune) => string.Create(
        CultureInfo.InvariantCulture, $"\\u{(rune.Value <= char.MaxValue ? $"{rune.Value:x4}" : $"{{{rune.Value:x}}}")}");
}
