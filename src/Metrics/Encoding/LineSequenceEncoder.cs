namespace Accelerated.Metrics;

/// <summary>
/// Sequences of the words of a text's lines. Every sequence begins with the id of the new line, which stands between two lines too, so that
/// a score knows it by the first element. Lines without a word are left out.
/// </summary>
/// <param name="tokenizer">Cuts a line into words; none of them may hold a new line.</param>
internal sealed class LineSequenceEncoder(ITokenizer tokenizer) : ISequenceEncoder, ITokenReader
{
    private const string NewLine = "\n";

    /// <inheritdoc/>
    public CandidateKey Key => CandidateKey.Text;

    /// <inheritdoc/>
    public bool CannotCut(Candidate candidate) => tokenizer.CannotCut(candidate);

    /// <inheritdoc/>
    public SequenceFeatures Encode(IReadOnlyList<Candidate> items, int threads = 1)
    {
        using var rows = TokenReading.Rows(this, items, threads);
        return new SequenceFeatures(rows.ToRows(), rows.AlphabetSize);
    }

    void ITokenReader.Read(Candidate candidate, TokenRows rows)
    {
        rows.Add(NewLine);
        foreach (var line in candidate.Text.Split('\n'))
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                tokenizer.Tokenize(new Candidate(line) { Language = candidate.Language }, rows);
                rows.Add(NewLine);
            }
        }
    }
}
