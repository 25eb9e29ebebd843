namespace Accelerated.Metrics;

/// <summary>
/// Where texts enter: a surrogate without its partner is no character, so each is replaced by U+FFFD here, once, and counted.
/// </summary>
public static class TextBorder
{
    private const char Replacement = '\uFFFD';

    /// <summary>The text with every lone surrogate replaced; the same instance where there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="replaced">How many were replaced.</param>
    public static string Clean(string text, out int replaced)
    {
        ArgumentNullException.ThrowIfNull(text);
        replaced = 0;
        var first = NextLone(text, 0);
        if (first < 0)
        {
            return text;
        }

        var clean = text.ToCharArray();
        for (var i = first; i >= 0; i = NextLone(text, i + 1))
        {
            clean[i] = Replacement;
            replaced++;
        }

        return new string(clean);
    }

    private static int NextLone(string text, int start)
    {
        for (var i = start; i < text.Length; i++)
        {
            var skip = text.AsSpan(i).IndexOfAnyInRange('\uD800', '\uDFFF');
            if (skip < 0)
            {
                return -1;
            }

            i += skip;
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                i++;
            }
            else
            {
                return i;
            }
        }

        return -1;
    }
}
