using System.Buffers;
using System.Globalization;
using System.Text;

namespace Accelerated.Metrics;

/// <summary>The tokeniser of ROUGE (Lin 2004): lower case; runs of word characters are tokens, everything else separates.</summary>
/// <param name="alphabet">Which characters belong to a word.</param>
internal sealed class RougeTokenizer(RougeAlphabet alphabet = RougeAlphabet.Auto) : ITokenizer
{
    private static readonly AsciiAlphabet Plain = new(c => !char.IsAsciiLetterOrDigit(c), _ => false, _ => false, lowersCase: true);

    /// <inheritdoc/>
    public void Tokenize(ReadOnlySpan<char> text, TokenRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.TryAddWords(text, Plain))
        {
            return;
        }

        var word = ArrayPool<char>.Shared.Rent(text.Length + 1);
        var length = 0;
        for (var i = 0; i < text.Length;)
        {
            if (char.IsAsciiLetterOrDigit(text[i]))
            {
                var c = text[i++];
                word[length++] = (char)(char.IsAsciiLetterUpper(c) ? c | 0x20 : c);
                continue;
            }

            Rune.DecodeFromUtf16(text[i..], out var rune, out var size);
            i += size;
            var lower = Rune.ToLowerInvariant(rune);
            if (IsWordCharacter(lower))
            {
                length += lower.EncodeToUtf16(word.AsSpan(length));
            }
            else if (length > 0)
            {
                rows.Add(word.AsSpan(0, length));
                length = 0;
            }
        }

        if (length > 0)
        {
            rows.Add(word.AsSpan(0, length));
        }

        ArrayPool<char>.Shared.Return(word);
    }

    private bool IsWordCharacter(Rune rune)
    {
        if (rune.IsAscii)
        {
            return char.IsAsciiLetterOrDigit((char)rune.Value);
        }

        return alphabet != RougeAlphabet.Ascii && IsWritten(rune) && (alphabet == RougeAlphabet.Unicode || !IsLatin(rune.Value));
    }

    // Marks belong to words: the vowel signs of many scripts are marks.
    private static bool IsWritten(Rune rune) => Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.DecimalDigitNumber
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    // The Latin blocks of Unicode, and the combining accents that decomposed Latin letters carry.
    private static bool IsLatin(int c) =>
        c is < 0x0370 or (>= 0x1D00 and <= 0x1DBF) or (>= 0x1DC0 and <= 0x1EFF) or (>= 0x2071 and <= 0x209C)
        or (>= 0x212A and <= 0x2132) or (>= 0x2C60 and <= 0x2C7F) or (>= 0xA722 and <= 0xA7FF) or (>= 0xAB30 and <= 0xAB6F)
        or (>= 0xFB00 and <= 0xFB06) or (>= 0xFF21 and <= 0xFF5A);
}
