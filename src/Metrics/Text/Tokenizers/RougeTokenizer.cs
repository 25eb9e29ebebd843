using System.Buffers;
using System.Globalization;
using System.Text;

namespace Accelerated.Metrics;

/// <summary>The tokeniser of ROUGE (Lin 2004): lower case; runs of word characters are tokens, everything else separates.</summary>
/// <param name="alphabet">Which characters belong to a word.</param>
/// <param name="language">What lower case means, and which marks are left out; null for English.</param>
/// <param name="cutting">What becomes of words in scripts that are written without blanks.</param>
internal sealed class RougeTokenizer(
    RougeAlphabet alphabet = RougeAlphabet.Auto, Language? language = null, WordCutting cutting = WordCutting.Unspaced) : TextTokenizer
{
    private static readonly AsciiAlphabet Plain = new(c => !char.IsAsciiLetterOrDigit(c), _ => false, _ => false, lowersCase: true);

    private readonly Language _language = language ?? Languages.Usual;
    private readonly WordCutting _cutting = alphabet == RougeAlphabet.Auto ? cutting : WordCutting.Never;

    /// <inheritdoc/>
    public override bool Cuts => _cutting != WordCutting.Never;

    /// <inheritdoc/>
    protected override bool TryAscii(ReadOnlySpan<char> text, TokenRows rows) =>
        _cutting != WordCutting.Characters
        && !(_language.Folding == CaseFolding.Turkish && text.Contains('I'))
        && rows.TryAddWords(text, Plain);

    /// <inheritdoc/>
    protected override void CutText(ReadOnlySpan<char> text, TokenRows rows)
    {
        var isTurkish = _language.Folding == CaseFolding.Turkish;
        var word = ArrayPool<char>.Shared.Rent(checked(2 * text.Length + 1));
        var length = 0;
        for (var i = 0; i < text.Length;)
        {
            if (char.IsAsciiLetterOrDigit(text[i]) && !isTurkish)
            {
                var c = text[i++];
                word[length++] = (char)(char.IsAsciiLetterUpper(c) ? c | 0x20 : c);
                continue;
            }

            Rune.DecodeFromUtf16(text[i..], out var rune, out var size);
            i += size;
            if (_language.DropsArabicMarks && ArabicMarks.Contains(rune.Value))
            {
                continue;
            }

            if (_language.Folding == CaseFolding.German && rune.Value is 'ß' or 'ẞ' && alphabet != RougeAlphabet.Ascii)
            {
                word[length++] = 's';
                word[length++] = 's';
                continue;
            }

            var lower = LowerCase.Of(rune, _language.Folding);
            if (IsWordCharacter(lower) || (IsJoiner(rune) && length > 0))
            {
                length += lower.EncodeToUtf16(word.AsSpan(length));
            }
            else if (length > 0)
            {
                UnspacedScripts.Add(word.AsSpan(0, length), _cutting, dropsPunctuation: false, rows);
                length = 0;
            }
        }

        if (length > 0)
        {
            UnspacedScripts.Add(word.AsSpan(0, length), _cutting, dropsPunctuation: false, rows);
        }

        ArrayPool<char>.Shared.Return(word);
    }

    private bool IsWordCharacter(Rune rune) => rune.IsAscii
        ? char.IsAsciiLetterOrDigit((char)rune.Value)
        : alphabet != RougeAlphabet.Ascii && (IsWritten(rune) || (alphabet == RougeAlphabet.Auto && UnspacedScripts.Has(rune.Value)));

    // Marks belong to words: the vowel signs of many scripts are marks.
    private static bool IsWritten(Rune rune) => Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.DecimalDigitNumber
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    // Scripts of India and Persian shape letters within a word by them.
    private bool IsJoiner(Rune rune) => rune.Value is 0x200c or 0x200d && alphabet != RougeAlphabet.Ascii;
}
