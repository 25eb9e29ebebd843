using System.Globalization;
using System.Text;

namespace Accelerated.Inference.Reporting;

/// <summary>
/// HTML whose texts are inert: whatever a model wrote is text, in its own direction, and control characters are shown as escapes.
/// Elements are written by constants of this library only.
/// </summary>
internal sealed class HtmlWriter
{
    private const char Ellipsis = '…';

    private readonly StringBuilder _html = new();

    /// <summary>Markup of this library, with numbers in it; never a text from elsewhere.</summary>
    public HtmlWriter Tag(FormattableString markup)
    {
        _html.Append(markup.ToString(CultureInfo.InvariantCulture));
        return this;
    }

    /// <summary>Markup of this library.</summary>
    public HtmlWriter Raw(string markup)
    {
        _html.Append(markup);
        return this;
    }

    /// <summary>A text from anywhere, escaped, and cut after <paramref name="longest"/> characters.</summary>
    public HtmlWriter Text(string text, int longest = int.MaxValue)
    {
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (length++ == longest)
            {
                _html.Append(Ellipsis);
                break;
            }

            Append(rune);
        }

        return this;
    }

    /// <summary>A text that keeps its direction to itself.</summary>
    public HtmlWriter Isolated(string text, int longest = int.MaxValue) => Raw("<bdi>").Text(text, longest).Raw("</bdi>");

    /// <summary>An element around a text.</summary>
    public HtmlWriter Element(string name, string text) => Tag($"<{name}>").Text(text).Tag($"</{name}>");

    /// <inheritdoc/>
    public override string ToString() => _html.ToString();

    private void Append(Rune rune)
    {
        switch (rune.Value)
        {
            case '&': _html.Append("&amp;"); break;
            case '<': _html.Append("&lt;"); break;
            case '>': _html.Append("&gt;"); break;
            case '"': _html.Append("&quot;"); break;
            case '\'': _html.Append("&#39;"); break;
            case '\n': _html.Append('\n'); break;
            case '\t': _html.Append(' '); break;
            default:
                if (IsHidden(rune))
                {
                    _html.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
                }
                else
                {
                    _html.Append(rune.ToString());
                }

                break;
        }
    }

    // Those that end, hide or reorder text; joiners within words of many scripts are among the format characters and stay.
    private static bool IsHidden(Rune rune) => rune.Value is not (0x200c or 0x200d) && Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
