using System.Buffers;
using System.Globalization;
using System.Text;

namespace Accelerated.Metrics;

/// <summary>
/// The SQuAD normaliser (Rajpurkar et al. 2016), then white space. In this order: lower case, character by character in the invariant
/// culture; the 32 ASCII punctuation characters deleted, with no space left behind; the whole words a, an and the replaced by a space;
/// cut at white space. A whole word is one with no letter or number next to it.
/// </summary>
internal sealed class SquadTokenizer : ITokenizer
{
    // In plain ASCII, what stays is letters and digits, so whole words are what white space separates.
    private static readonly AsciiAlphabet Plain = new(
        char.IsWhiteSpace, AsciiPunctuation.Contains, c => char.IsControl(c) && !char.IsWhiteSpace(c), lowersCase: true, "a", "an", "the");

    /// <inheritdoc/>
    public void Tokenize(ReadOnlySpan<char> text, TokenRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.TryAddWords(text, Plain))
        {
            return;
        }

        var buffer = ArrayPool<char>.Shared.Rent(text.Length + 1);
        var rest = (ReadOnlySpan<char>)buffer.AsSpan(0, Normalize(text, buffer));
        while (WhiteSpaceTokenizer.TryTake(ref rest, out var word))
        {
            rows.Add(word);
        }

        ArrayPool<char>.Shared.Return(buffer);
    }

    /// <summary>The normalised text, words separated by one space.</summary>
    public static string Normalize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var buffer = ArrayPool<char>.Shared.Rent(text.Length + 1);
        var normalized = new string(Collapsed(text, buffer));
        ArrayPool<char>.Shared.Return(buffer);
        return normalized;
    }

    /// <summary>Appends the normalised text as one token.</summary>
    internal static void AddNormalized(ReadOnlySpan<char> text, TokenRows rows)
    {
        if (rows.TryAddJoined(text, Plain))
        {
            return;
        }

        var buffer = ArrayPool<char>.Shared.Rent(text.Length + 1);
        rows.Add(Collapsed(text, buffer));
        ArrayPool<char>.Shared.Return(buffer);
    }

    private static ReadOnlySpan<char> Collapsed(ReadOnlySpan<char> text, Span<char> buffer)
    {
        var rest = (ReadOnlySpan<char>)buffer[..Normalize(text, buffer)];
        var length = 0;
        while (WhiteSpaceTokenizer.TryTake(ref rest, out var word))
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
    private static int Normalize(ReadOnlySpan<char> text, Span<char> target)
    {
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsAscii(c))
            {
                if (!AsciiPunctuation.Contains(c))
                {
                    target[length++] = char.ToLowerInvariant(c);
                }
            }
            else if (i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1]))
            {
                length += Rune.ToLowerInvariant(new Rune(c, text[++i])).EncodeToUtf16(target[length..]);
            }
            else
            {
                target[length++] = char.ToLowerInvariant(c);
            }
        }

        BlankArticles(target[..length]);
        return length;
    }

    private static void BlankArticles(Span<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var length = text[i] switch
            {
                'a' => i + 1 < text.Length && text[i + 1] == 'n' && EndsWord(text, i + 2) ? 2 : 1,
                't' when text[i..].StartsWith("the") => 3,
                _ => 0,
            };
            if (length > 0 && StartsWord(text, i) && EndsWord(text, i + length))
            {
                text.Slice(i, length).Fill(' ');
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
