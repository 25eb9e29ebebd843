using System.Globalization;
using System.Text;

namespace Accelerated.Metrics;

/// <summary>
/// The scripts written without blanks between words: Chinese and Japanese characters, kana, Bopomofo, Thai, Lao, Khmer and Myanmar. No
/// dictionary is used, so that the words are the same on every machine: a character takes the place of a word.
/// </summary>
internal static class UnspacedScripts
{
    private const char First = '\u0e01';
    private const int FirstPunctuation = 0x3001;

    /// <summary>Whether a text holds a letter of such a script.</summary>
    public static bool AppearIn(ReadOnlySpan<char> text)
    {
        var start = text.IndexOfAnyInRange(First, char.MaxValue);
        if (start < 0)
        {
            return false;
        }

        foreach (var rune in text[start..].EnumerateRunes())
        {
            if (Has(rune.Value))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether two letters of such a script stand side by side, so that a word may be cut there.</summary>
    public static bool RunTogetherIn(ReadOnlySpan<char> text)
    {
        var start = text.IndexOfAnyInRange(First, char.MaxValue);
        var before = false;
        foreach (var rune in text[(start < 0 ? text.Length : start)..].EnumerateRunes())
        {
            var now = Has(rune.Value) && !IsMark(rune);
            if (now && before)
            {
                return true;
            }

            before = now || (before && IsMark(rune));
        }

        return false;
    }

    /// <summary>Whether a code point is a letter or a mark of such a script; its digits and punctuation are not.</summary>
    public static bool Has(int c) => c >= First && c is
        <= 0x0e3a or (>= 0x0e40 and <= 0x0e4e) // Thai
        or (>= 0x0e81 and <= 0x0ece) or (>= 0x0edc and <= 0x0edf) // Lao
        or (>= 0x1000 and <= 0x103f) or (>= 0x1050 and <= 0x108f) or (>= 0x109a and <= 0x109d) // Myanmar
        or (>= 0xa9e0 and <= 0xa9ef) or (>= 0xa9fa and <= 0xa9fe) or (>= 0xaa60 and <= 0xaa7f)
        or (>= 0x1780 and <= 0x17d3) or 0x17d7 or 0x17dc or 0x17dd // Khmer
        or (>= 0x2e80 and <= 0x2fdf) or (>= 0x3005 and <= 0x3007) or (>= 0x3021 and <= 0x302f) // radicals, signs, numerals
        or (>= 0x3031 and <= 0x3035) or (>= 0x3038 and <= 0x303c)
        or (>= 0x3041 and <= 0x309f) or (>= 0x30a1 and <= 0x30fa) or (>= 0x30fc and <= 0x30ff) // kana
        or (>= 0x31f0 and <= 0x31ff) or (>= 0xff66 and <= 0xff9f) or (>= 0x1aff0 and <= 0x1b16f)
        or (>= 0x3105 and <= 0x312f) or (>= 0x31a0 and <= 0x31bf) // Bopomofo
        or (>= 0x3400 and <= 0x4dbf) or (>= 0x4e00 and <= 0x9fff) or (>= 0xf900 and <= 0xfaff) or (>= 0x20000 and <= 0x3ffff); // Han

    /// <summary>Whether a code point is punctuation of Chinese and Japanese type, or the full-width form of ASCII's.</summary>
    public static bool HasPunctuation(int c) => c >= FirstPunctuation && c is
        (>= FirstPunctuation and <= 0x3003) or (>= 0x3008 and <= 0x3011) or (>= 0x3014 and <= 0x301f) or 0x3030 or 0x303d
        or 0x30a0 or 0x30fb or (>= 0xfe10 and <= 0xfe19) or (>= 0xfe30 and <= 0xfe6b)
        or (>= 0xff01 and <= 0xff0f) or (>= 0xff1a and <= 0xff20) or (>= 0xff3b and <= 0xff40) or (>= 0xff5b and <= 0xff65);

    /// <summary>Appends the tokens of a word, which is not empty.</summary>
    /// <param name="word">What is between white space.</param>
    /// <param name="cutting">How it is cut.</param>
    /// <param name="dropsPunctuation">Whether punctuation is left out of a word that is cut.</param>
    /// <param name="rows">Receives the tokens.</param>
    public static void Add(ReadOnlySpan<char> word, WordCutting cutting, bool dropsPunctuation, TokenRows rows)
    {
        if (cutting == WordCutting.Never || (cutting == WordCutting.Unspaced && !AppearIn(word)))
        {
            rows.Add(word);
            return;
        }

        var start = 0;
        var alone = false; // whether what starts there ends with its marks
        for (var i = 0; i < word.Length;)
        {
            Rune.DecodeFromUtf16(word[i..], out var rune, out var length);
            var dropped = dropsPunctuation && Rune.IsPunctuation(rune);
            var single = dropped || cutting == WordCutting.Characters || Has(rune.Value);
            if (i > start && (single || alone) && !IsMark(rune))
            {
                rows.Add(word[start..i]);
                start = i;
            }

            alone = single || (alone && i > start);
            i += length;
            start = dropped ? i : start;
        }

        if (start < word.Length)
        {
            rows.Add(word[start..]);
        }
    }

    /// <summary>The length of the first piece of a word: a letter of such a script with its marks, or all before the next.</summary>
    public static int FirstPiece(ReadOnlySpan<char> word)
    {
        var alone = false;
        for (var i = 0; i < word.Length;)
        {
            Rune.DecodeFromUtf16(word[i..], out var rune, out var length);
            var single = Has(rune.Value);
            if (i > 0 && (single || alone) && !IsMark(rune))
            {
                return i;
            }

            alone = alone || single;
            i += length;
        }

        return word.Length;
    }

    /// <summary>Tokens as a text: a separator between them, but where a blank would stand between two letters of such a script.</summary>
    public static string Join(string separator, IReadOnlyList<string> tokens)
    {
        var text = new StringBuilder();
        for (var k = 0; k < tokens.Count; k++)
        {
            if (k > 0 && !(separator == " " && AppearIn(tokens[k - 1]) && AppearIn(tokens[k])))
            {
                text.Append(separator);
            }

            text.Append(tokens[k]);
        }

        return text.ToString();
    }

    /// <summary>Whether a character is a mark that belongs to the one before it.</summary>
    public static bool IsMark(Rune rune) => !rune.IsAscii && Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
}
