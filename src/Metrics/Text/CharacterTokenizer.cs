namespace Accelerated.Metrics;

/// <summary>Every Unicode code point is a token. A lone surrogate counts as U+FFFD.</summary>
public sealed class CharacterTokenizer : ITokenizer
{
    /// <inheritdoc/>
    public void Tokenize(ReadOnlySpan<char> text, Vocabulary vocabulary, List<int> ids)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentNullException.ThrowIfNull(ids);
        foreach (var rune in text.EnumerateRunes())
        {
            ids.Add(vocabulary.IdOf(rune.Value));
        }
    }
}
