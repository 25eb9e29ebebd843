using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Accelerated.Metrics;

/// <summary>The articles of a language, which the SQuAD normaliser leaves out where they are whole words.</summary>
internal sealed class Articles
{
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _words;
    private readonly SearchValues<char> _firstLetters;
    private readonly int _longest;

    /// <summary>Articles.</summary>
    /// <param name="words">The words in lower case, separated by blanks.</param>
    public Articles(string words)
    {
        Words = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        _words = Words.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        _firstLetters = SearchValues.Create([.. Words.Select(word => word[0])]);
        _longest = Words.Select(word => word.Length).DefaultIfEmpty().Max();
    }

    /// <summary>The words.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>Puts spaces in place of the articles of a text in lower case. A whole word has no letter or number next to it.</summary>
    public void Blank(Span<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var next = text[i..].IndexOfAny(_firstLetters);
            if (next < 0)
            {
                return;
            }

            i += next;
            if (!StartsWord(text, i))
            {
                continue;
            }

            var end = i;
            while (end < text.Length && end - i <= _longest && !EndsWord(text, end))
            {
                end += char.IsHighSurrogate(text[end]) ? 2 : 1;
            }

            if (end <= text.Length && _words.Contains(text[i..end]))
            {
                text[i..end].Fill(' ');
            }
        }
    }

    private static bool StartsWord(ReadOnlySpan<char> text, int i)
    {
        Rune.DecodeLastFromUtf16(text[..i], out var before, out _);
        return i == 0 || !IsWordCharacter(before);
    }

    private static bool EndsWord(ReadOnlySpan<char> text, int i)
    {
        Rune.DecodeFromUtf16(text[i..], out var after, out _);
        return i == text.Length || !IsWordCharacter(after);
    }

    private static bool IsWordCharacter(Rune rune) => rune.IsAscii
        ? char.IsAsciiLetterOrDigit((char)rune.Value)
        : Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;
}
