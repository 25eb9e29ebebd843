using System.Buffers;

namespace Accelerated.Metrics;

/// <summary>
/// The tokeniser 13a of sacreBLEU (Post 2018), after the one of the mteval script: drops <c>&lt;skipped&gt;</c>, joins words that a hyphen
/// breaks at a line's end, turns four XML entities back, and sets ASCII punctuation apart, but not an apostrophe, a period or comma
/// between digits, or a hyphen that follows no digit.
/// </summary>
internal sealed class BleuTokenizer : TextTokenizer
{
    /// <inheritdoc/>
    public override bool Cuts => false;

    /// <inheritdoc/>
    protected override bool TryAscii(ReadOnlySpan<char> text, TokenRows rows) =>
        rows.TryAddPieces<BleuPieces>(Unescape(WhiteSpace.TrimEnd(text)), WhiteSpaceTokenizer.Plain);

    /// <inheritdoc/>
    protected override void CutText(ReadOnlySpan<char> text, TokenRows rows) => Cut(Unescape(WhiteSpace.TrimEnd(text)), rows);

    /// <summary>Cuts a text in which no entity and no break of a word is left.</summary>
    /// <param name="plain">The text.</param>
    /// <param name="rows">Receives the tokens.</param>
    /// <param name="padded">Whether a space stands before and after the text.</param>
    internal static void Cut(ReadOnlySpan<char> plain, TokenRows rows, bool padded = true)
    {
        // The three passes write at most three, two and two times what they read.
        var length = plain.Length + 2;
        var source = ArrayPool<char>.Shared.Rent(12 * length);
        var target = ArrayPool<char>.Shared.Rent(12 * length);
        var end = SpaceSymbols(plain, source);
        end = SpacePointsAndCommas(padded ? source.AsSpan(0, end) : source.AsSpan(1, end - 2), target);
        end = SpacePointsBeforeOthers(target.AsSpan(0, end), source);
        end = SpaceHyphens(source.AsSpan(0, end), target);
        var rest = (ReadOnlySpan<char>)target.AsSpan(0, end);
        while (WhiteSpace.TryTake(ref rest, out var word))
        {
            rows.Add(word);
        }

        ArrayPool<char>.Shared.Return(source);
        ArrayPool<char>.Shared.Return(target);
    }

    private static ReadOnlySpan<char> Unescape(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAny('<', '&') < 0 && text.IndexOf("-\n") < 0)
        {
            return text;
        }

        var plain = text.ToString().Replace("<skipped>", "", StringComparison.Ordinal).Replace("-\n", "", StringComparison.Ordinal);
        return plain.Contains('&')
            ? plain.Replace("&quot;", "\"", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal)
                .Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal)
            : plain;
    }

    // The later passes look at neighbours, so the text gets a space at each end.
    private static int SpaceSymbols(ReadOnlySpan<char> text, Span<char> target)
    {
        var end = 0;
        target[end++] = ' ';
        foreach (var c in text)
        {
            if (AsciiPunctuation.Contains(c) && c is not ('\'' or ',' or '-' or '.'))
            {
                target[end++] = ' ';
                target[end++] = c;
                target[end++] = ' ';
            }
            else
            {
                target[end++] = c;
            }
        }

        target[end++] = ' ';
        return end;
    }

    // A period or comma after anything but a digit. As in the original, the two characters of a match take no part in another.
    private static int SpacePointsAndCommas(ReadOnlySpan<char> text, Span<char> target)
    {
        var end = 0;
        for (var i = 0; i < text.Length; i++)
        {
            target[end++] = text[i];
            if (!char.IsAsciiDigit(text[i]) && i + 1 < text.Length && text[i + 1] is '.' or ',')
            {
                target[end++] = ' ';
                target[end++] = text[++i];
                target[end++] = ' ';
            }
        }

        return end;
    }

    // A period or comma before anything but a digit.
    private static int SpacePointsBeforeOthers(ReadOnlySpan<char> text, Span<char> target)
    {
        var end = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '.' or ',' && i + 1 < text.Length && !char.IsAsciiDigit(text[i + 1]))
            {
                target[end++] = ' ';
                target[end++] = text[i];
                target[end++] = ' ';
                i++;
            }

            target[end++] = text[i];
        }

        return end;
    }

    // A hyphen after a digit.
    private static int SpaceHyphens(ReadOnlySpan<char> text, Span<char> target)
    {
        var end = 0;
        for (var i = 0; i < text.Length; i++)
        {
            target[end++] = text[i];
            if (char.IsAsciiDigit(text[i]) && i + 1 < text.Length && text[i + 1] == '-')
            {
                target[end++] = ' ';
                target[end++] = text[++i];
                target[end++] = ' ';
            }
        }

        return end;
    }
}
