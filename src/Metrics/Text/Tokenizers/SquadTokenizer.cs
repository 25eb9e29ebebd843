using System.Buffers;
using System.Text;

namespace Accelerated.Metrics;

/// <summary>
/// The SQuAD normaliser (Rajpurkar et al. 2016), then white space. In this order: lower case, character by character in the invariant
/// culture; the 32 ASCII punctuation characters and those of Chinese and Japanese type deleted, with no space left behind; the whole words
/// a, an and the replaced by a space; cut at white space, and at each character of scripts that have no blanks. A whole word is one with no
/// letter or number next to it. A <see cref="Language"/> changes articles, punctuation and lower case.
/// </summary>
internal sealed class SquadTokenizer : TextTokenizer
{
    private const int MostPackedArticles = 3;

    // In plain ASCII, what stays is letters and digits, so whole words are what white space separates.
    private static readonly AsciiAlphabet? English = Alphabet(Languages.Usual);

    private readonly Language _language;
    private readonly WordCutting _cutting;
    private readonly AsciiAlphabet? _plain; // null where ASCII needs more than it can do

    /// <summary>A tokeniser.</summary>
    /// <param name="language">Articles, punctuation and lower case; null for English.</param>
    /// <param name="cutting">What becomes of words in scripts that are written without blanks.</param>
    public SquadTokenizer(Language? language = null, WordCutting cutting = WordCutting.Unspaced)
    {
        _language = language ?? Languages.Usual;
        _cutting = cutting;
        _plain = _language == Languages.Usual ? English : Alphabet(_language);
    }

    /// <inheritdoc/>
    public override bool Cuts => _cutting != WordCutting.Never;

    /// <inheritdoc/>
    protected override bool TryAscii(ReadOnlySpan<char> text, TokenRows rows) =>
        _cutting != WordCutting.Characters && _plain is not null && rows.TryAddWords(text, _plain);

    /// <inheritdoc/>
    protected override void CutText(ReadOnlySpan<char> text, TokenRows rows)
    {
        var buffer = Rent(text);
        var rest = (ReadOnlySpan<char>)buffer.AsSpan(0, Normalize(text, buffer));
        while (WhiteSpace.TryTake(ref rest, out var word))
        {
            UnspacedScripts.Add(word, _cutting, dropsPunctuation: true, rows);
        }

        ArrayPool<char>.Shared.Return(buffer);
    }

    /// <summary>Appends the normalised text as one token, its words separated by one space.</summary>
    internal void AddNormalized(ReadOnlySpan<char> text, TokenRows rows)
    {
        if (_plain is not null && rows.TryAddJoined(text, _plain))
        {
            return;
        }

        var buffer = Rent(text);
        rows.Add(Collapsed(text, buffer));
        ArrayPool<char>.Shared.Return(buffer);
    }

    private static AsciiAlphabet? Alphabet(Language language)
    {
        string[] articles = [.. language.Articles.Words.Where(article => Ascii.IsValid(article))];
        return articles.Length > MostPackedArticles || language.SeparatesAtApostrophes
            ? null
            : new(
                WhiteSpace.Contains,
                AsciiPunctuation.Contains,
                c => (char.IsControl(c) && !WhiteSpace.Contains(c)) || (c == 'I' && language.Folding == CaseFolding.Turkish),
                lowersCase: true,
                articles);
    }

    // The sharp s becomes two letters.
    private static char[] Rent(ReadOnlySpan<char> text) => ArrayPool<char>.Shared.Rent(checked(2 * text.Length + 1));

    private ReadOnlySpan<char> Collapsed(ReadOnlySpan<char> text, Span<char> buffer)
    {
        var rest = (ReadOnlySpan<char>)buffer[..Normalize(text, buffer)];
        var length = 0;
        while (WhiteSpace.TryTake(ref rest, out var word))
        {
            if (length > 0)
            {
                buffer[length++] = ' ';
            }

            // Never past what is still to be read: a space at least came before each word but the first.
            word.CopyTo(buffer[length..]);
            length += word.Length;
        }

        return buffer[..length];
    }

    // Everything but the collapsing of white space; returns the length. Articles become spaces in place.
    private int Normalize(ReadOnlySpan<char> text, Span<char> target)
    {
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsAscii(c))
            {
                if (!AsciiPunctuation.Contains(c))
                {
                    target[length++] = c == 'I' && _language.Folding == CaseFolding.Turkish ? 'ı' : char.ToLowerInvariant(c);
                }
                else if (c == '\'' && _language.SeparatesAtApostrophes)
                {
                    target[length++] = ' ';
                }
            }
            else if (i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1]))
            {
                var rune = new Rune(c, text[++i]);
                length += _language.DropsAllPunctuation && Rune.IsPunctuation(rune)
                    ? 0
                    : Rune.ToLowerInvariant(rune).EncodeToUtf16(target[length..]);
            }
            else
            {
                length += AddLower(c, target[length..]);
            }
        }

        _language.Articles.Blank(target[..length]);
        return length;
    }

    // A character beyond ASCII that is not a surrogate of a pair; returns how many take its place.
    private int AddLower(char c, Span<char> target)
    {
        if (c == '’' && _language.SeparatesAtApostrophes)
        {
            target[0] = ' ';
            return 1;
        }

        if (UnspacedScripts.HasPunctuation(c)
            || (_language.DropsAllPunctuation && char.IsPunctuation(c))
            || (_language.DropsArabicMarks && ArabicMarks.Contains(c)))
        {
            return 0;
        }

        if (c is 'ß' or 'ẞ' && _language.Folding == CaseFolding.German)
        {
            target[..2].Fill('s');
            return 2;
        }

        target[0] = LowerCase.Of(c, _language.Folding);
        return 1;
    }
}
