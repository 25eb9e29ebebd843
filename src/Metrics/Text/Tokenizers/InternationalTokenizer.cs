using System.Buffers;
using System.Text;

namespace Accelerated.Metrics;

/// <summary>
/// The tokeniser intl of sacreBLEU (Post 2018), after the one of mteval v14: punctuation of any script apart where it follows or precedes
/// what is no number, symbols always. As in the original, the two characters of a match take no part in another, and nothing stands before
/// or after the text.
/// </summary>
internal sealed class InternationalTokenizer : TextTokenizer
{
    /// <inheritdoc/>
    public override bool Cuts => false;

    /// <inheritdoc/>
    protected override void CutText(ReadOnlySpan<char> text, TokenRows rows)
    {
        text = WhiteSpace.TrimEnd(text);

        // Each pass writes at most twice what it reads.
        var source = ArrayPool<Rune>.Shared.Rent(checked(4 * text.Length + 1));
        var target = ArrayPool<Rune>.Shared.Rent(checked(4 * text.Length + 1));
        var end = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            source[end++] = rune;
        }

        end = Space(source.AsSpan(0, end), target, (before, mark) => !Rune.IsNumber(before) && Rune.IsPunctuation(mark), second: true);
        end = Space(target.AsSpan(0, end), source, (mark, after) => Rune.IsPunctuation(mark) && !Rune.IsNumber(after), second: false);
        var plain = ArrayPool<char>.Shared.Rent(checked(4 * end + 1));
        var length = 0;
        foreach (var rune in source.AsSpan(0, end))
        {
            var isSymbol = Rune.IsSymbol(rune);
            plain[length] = ' ';
            length += isSymbol ? 1 : 0;
            length += rune.EncodeToUtf16(plain.AsSpan(length));
            plain[length] = ' ';
            length += isSymbol ? 1 : 0;
        }

        var rest = (ReadOnlySpan<char>)plain.AsSpan(0, length);
        while (WhiteSpace.TryTake(ref rest, out var word))
        {
            rows.Add(word);
        }

        ArrayPool<Rune>.Shared.Return(source);
        ArrayPool<Rune>.Shared.Return(target);
        ArrayPool<char>.Shared.Return(plain);
    }

    // Sets the first or the second of two neighbours apart, left to right.
    private static int Space(ReadOnlySpan<Rune> text, Span<Rune> target, Func<Rune, Rune, bool> matches, bool second)
    {
        var space = new Rune(' ');
        var end = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 == text.Length || !matches(text[i], text[i + 1]))
            {
                target[end++] = text[i];
                continue;
            }

            ReadOnlySpan<Rune> spaced = second ? [text[i], space, text[++i], space] : [space, text[i], space, text[++i]];
            spaced.CopyTo(target[end..]);
            end += spaced.Length;
        }

        return end;
    }
}
