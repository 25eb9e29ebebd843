namespace Accelerated.Metrics;

/// <summary>
/// Replaces the words of another tokeniser by their stems, as the package rouge-score does: words of more than three characters. Words
/// with characters beyond a-z and 0-9 are no English and stay as they are.
/// </summary>
/// <param name="inner">Cuts a text into words in lower case.</param>
internal sealed class StemmingTokenizer(ITokenizer inner) : ITokenizer
{
    private const int LongestUnstemmed = 3;

    /// <inheritdoc/>
    public bool Cuts => inner.Cuts;

    /// <inheritdoc/>
    public void Tokenize(ReadOnlySpan<char> text, TokenRows rows)
    {
        using var words = new TokenRows(1);
        inner.Tokenize(text, words);
        Add(words, rows);
    }

    /// <inheritdoc/>
    public void Tokenize(Candidate candidate, TokenRows rows)
    {
        using var words = new TokenRows(1);
        inner.Tokenize(candidate, words);
        Add(words, rows);
    }

    /// <inheritdoc/>
    public bool CannotCut(Candidate candidate) => inner.CannotCut(candidate);

    private static void Add(TokenRows words, TokenRows rows)
    {
        words.EndRow();
        var stems = Array.ConvertAll(words.Names(), StemOf);
        foreach (var id in words.ToRows()[0])
        {
            rows.Add(stems[id]);
        }
    }

    private static string StemOf(string word) =>
        word.Length > LongestUnstemmed && word.All(char.IsAsciiLetterOrDigit) ? PorterStemmer.Stem(word) : word;
}
