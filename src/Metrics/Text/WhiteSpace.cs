namespace Accelerated.Metrics;

/// <summary>White space as Python's <c>str.split</c> has it, which the customary implementations of most metrics call.</summary>
internal static class WhiteSpace
{
    /// <summary>Unicode's white space, and the four separators of ASCII that it does not count.</summary>
    public static bool Contains(char c) => char.IsWhiteSpace(c) || c is >= '\u001c' and <= '\u001f';

    /// <summary>The text without what is at its end.</summary>
    public static ReadOnlySpan<char> TrimEnd(ReadOnlySpan<char> text)
    {
        var end = text.Length;
        while (end > 0 && Contains(text[end - 1]))
        {
            end--;
        }

        return text[..end];
    }

    /// <summary>The text without what is at either end.</summary>
    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text)
    {
        var start = 0;
        while (start < text.Length && Contains(text[start]))
        {
            start++;
        }

        return TrimEnd(text[start..]);
    }

    /// <summary>Takes the first word off a text.</summary>
    public static bool TryTake(ref ReadOnlySpan<char> text, out ReadOnlySpan<char> word)
    {
        var start = 0;
        while (start < text.Length && Contains(text[start]))
        {
            start++;
        }

        var end = start;
        while (end < text.Length && !Contains(text[end]))
        {
            end++;
        }

        word = text[start..end];
        text = text[end..];
        return !word.IsEmpty;
    }
}
