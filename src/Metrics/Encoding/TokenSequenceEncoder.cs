namespace Accelerated.Metrics;

/// <summary>Sequences out of the pieces of a tokeniser, or of a candidate's own token ids.</summary>
/// <param name="tokenizer">Cuts a text into tokens.</param>
/// <param name="preferTokenIds">Whether a candidate's own token ids, where it has them, replace the text.</param>
internal sealed class TokenSequenceEncoder(ITokenizer tokenizer, bool preferTokenIds = false) : ISequenceEncoder, ITokenReader
{
    /// <inheritdoc/>
    public CandidateKey Key => preferTokenIds ? CandidateKey.Tokens : CandidateKey.Text;

    /// <inheritdoc/>
    public bool CannotCut(Candidate candidate) => !(preferTokenIds && candidate.Tokens is not null) && tokenizer.CannotCut(candidate);

    /// <inheritdoc/>
    public SequenceFeatures Encode(IReadOnlyList<Candidate> items, int threads = 1)
    {
        using var rows = TokenReading.Rows(this, items, threads);
        return new SequenceFeatures(rows.ToRows(), rows.AlphabetSize);
    }

    void ITokenReader.Read(Candidate candidate, TokenRows rows)
    {
        if (preferTokenIds && candidate.Tokens is { } tokens)
        {
            rows.Add(ListSpan.Of(tokens));
        }
        else
        {
            tokenizer.Tokenize(candidate, rows);
        }
    }
}
