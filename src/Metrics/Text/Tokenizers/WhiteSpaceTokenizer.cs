namespace Accelerated.Metrics;

/// <summary>Every run of characters that are not white space is a token, as it is.</summary>
internal sealed class WhiteSpaceTokenizer : ITokenizer
{
    /// <summary>White space separates, all else is part of a word.</summary>
    internal static readonly AsciiAlphabet Plain = new(char.IsWhiteSpace, _ => false, c => c == '\0', lowersCase: false);

    /// <inheritdoc/>
    public void Tokenize(ReadOnlySpan<char> text, TokenRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.TryAddWords(text, Plain))
        {
            return;
        }

        while (TryTake(ref text, out var word))
        {
            rows.Add(word);
        }
    }

    // Takes the first word off the text.
    internal static bool TryTake(ref ReadOnlySpan<char> text, out ReadOnlySpan<char> word)
    {
        var start = 0;
        while (start < text.Length && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        var end = start;
        while (end < text.Length && !char.IsWhiteSpace(text[end]))
        {
            end++;
        }

        word = text[start..end];
        text = text[end..];
        return !word.IsEmpty;
    }
}
