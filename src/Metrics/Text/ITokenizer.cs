namespace Accelerated.Metrics;

/// <summary>Cuts a text into tokens.</summary>
public interface ITokenizer
{
    /// <summary>Appends the tokens of <paramref name="text"/> to the current row of <paramref name="rows"/>.</summary>
    void Tokenize(ReadOnlySpan<char> text, TokenRows rows);
}
