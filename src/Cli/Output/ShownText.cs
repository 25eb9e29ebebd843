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

    /// <summary>A text on one line, cut to some columns of a terminal.</summary>
    public static string Fit(string text, int columns)
    {
        var shown = new StringBuilder();
        var (used, kept) = (0, 0); // kept: the length that leaves a column for the ellipsis
        foreach (var rune in text.EnumerateRunes())
        {
            var isBlank = rune.Value is '\n' or '\r' or '\t';
            var isEscaped = !isBlank && IsUnsafe(rune);
            shown.Append(isBlank ? " " : isEscaped ? Escape(rune) : rune.ToString());
            used += isEscaped ? Escape(rune).Length : ColumnsOf(rune);
            if (used > columns)
            {
                return shown.Append(Ellipsis, 1).Remove(kept, shown.Length - 1 - kept).ToString();
            }

            kept = used < columns ? shown.Length : kept;
        }

        return shown.ToString();
    }

    /// <summary>The columns that a text takes on a terminal.</summary>
    public static int ColumnsOf(string text) =>
        text.AsSpan().ContainsAnyExceptInRange(' ', '~') ? text.EnumerateRunes().Sum(ColumnsOf) : text.Length;

    /// <summary>The length of the longest prefix that fits into some columns, at least that of one character.</summary>
    public static int PrefixOf(string text, int columns)
    {
        var (length, used) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            used += ColumnsOf(rune);
            if (length > 0 && used > columns)
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        return length;
    }

    // Characters of East Asia and emoji take two columns, marks none; what a font makes of others differs too little to matter.
    private static int ColumnsOf(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? 0
        : rune.Value is >= 0x1100 and <= 0x115F or >= 0x2E80 and <= 0xA4CF or >= 0xAC00 and <= 0xD7A3 or >= 0xF900 and <= 0xFAFF
            or >= 0xFE30 and <= 0xFE6F or >= 0xFF00 and <= 0xFF60 or >= 0x1F300 and <= 0x1FAFF or >= 0x20000 ? 2
        : 1;

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
