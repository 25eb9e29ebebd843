namespace Accelerated.Metrics;

/// <summary>Every run of characters that are not white space is a token, as it is.</summary>
public sealed class WhiteSpaceTokenizer : ITokenizer
{
    /// <inheritdoc/>
    public void Tokenize(ReadOnlySpan<char> text, Vocabulary vocabulary, List<int> ids)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentNullException.ThrowIfNull(ids);
        for (var i = 0; i < text.Length;)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                i++;
                continue;
            }

            var start = i;
            while (i < text.Length && !char.IsWhiteSpace(text[i]))
            {
                i++;
            }

            ids.Add(vocabulary.IdOf(text[start..i]));
        }
    }
}
