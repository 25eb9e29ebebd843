namespace Accelerated.Metrics;

/// <summary>Cuts a text into tokens and names each by its dense id.</summary>
public interface ITokenizer
{
    /// <summary>Appends the ids of the tokens of <paramref name="text"/> to <paramref name="ids"/>.</summary>
    void Tokenize(ReadOnlySpan<char> text, Vocabulary vocabulary, List<int> ids);
}
