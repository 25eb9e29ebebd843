namespace Accelerated.Metrics;

/// <summary>Cuts a text into tokens. Several threads may use one at once, each with rows of its own.</summary>
internal interface ITokenizer
{
    /// <summary>Appends the tokens of <paramref name="text"/> to the current row of <paramref name="rows"/>.</summary>
    void Tokenize(ReadOnlySpan<char> text, TokenRows rows);
}
