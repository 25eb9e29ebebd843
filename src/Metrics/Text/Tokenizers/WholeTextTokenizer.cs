namespace Accelerated.Metrics;

/// <summary>The whole text is one token, so that two texts share it or nothing.</summary>
/// <param name="raw">Whether the text is taken as it is, not as the SQuAD normaliser leaves it.</param>
internal sealed class WholeTextTokenizer(bool raw) : ITokenizer
{
    /// <inheritdoc/>
    public void Tokenize(ReadOnlySpan<char> text, TokenRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (raw)
        {
            rows.Add(text);
        }
        else
        {
            SquadTokenizer.AddNormalized(text, rows);
        }
    }

    /// <summary>An answer that was extracted as a number or a choice is that value: 0.50 is 0.5, and -3 is not 3.</summary>
    public void Tokenize(Candidate candidate, TokenRows rows)
    {
        if (!raw && candidate.Value?.Key is { } key)
        {
            rows.Add(key);
        }
        else
        {
            Tokenize(candidate.Text, rows);
        }
    }
}
