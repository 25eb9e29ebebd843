using System.Text;

namespace Accelerated.Metrics;

/// <summary>Every Unicode code point is a token. A lone surrogate counts as U+FFFD.</summary>
/// <param name="dropWhiteSpace">Whether white space is left out.</param>
public sealed class CharacterTokenizer(bool dropWhiteSpace = false) : ITokenizer
{
    /// <inheritdoc/>
    public void Tokenize(ReadOnlySpan<char> text, TokenRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!dropWhiteSpace || !Rune.IsWhiteSpace(rune))
            {
                rows.Add(rune.Value);
            }
        }
    }
}
