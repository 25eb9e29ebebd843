namespace Accelerated.Metrics;

/// <summary>
/// What programs gave: the label array, or the lines of the text, white space around each dropped. Every sequence begins with the id of a
/// failure, so that a score knows failures by the first element. A result that begins with <c>ERROR</c> is a failure.
/// </summary>
/// <param name="asTable">
/// Whether the lines are the rows of one table, of which empty ones are dropped and which fails as a whole; else each is the result of
/// one test, and an empty one is a failure.
/// </param>
internal sealed class OutcomeEncoder(bool asTable) : ISequenceEncoder, ITokenReader
{
    private const string Failure = "\0";

    /// <inheritdoc/>
    public CandidateKey Key => CandidateKey.Labels;

    /// <inheritdoc/>
    public SequenceFeatures Encode(IReadOnlyList<Candidate> items, int threads = 1)
    {
        using var rows = TokenReading.Rows(this, items, threads);
        return new SequenceFeatures(rows.ToRows(), rows.AlphabetSize);
    }

    void ITokenReader.Read(Candidate candidate, TokenRows rows)
    {
        rows.Add(Failure);
        string[] results = [.. ResultsOf(candidate).Select(result => result.Trim())];
        if (asTable && results.Any(IsFailure))
        {
            rows.Add(Failure);
            return;
        }

        foreach (var result in results)
        {
            if (!asTable || result.Length > 0)
            {
                rows.Add(result.Length == 0 || IsFailure(result) ? Failure : result);
            }
        }
    }

    private static bool IsFailure(string result) => result.StartsWith("ERROR", StringComparison.Ordinal);

    private static IReadOnlyList<string> ResultsOf(Candidate candidate)
    {
        var text = candidate.Text.EndsWith('\n') ? candidate.Text[..^1] : candidate.Text;
        return candidate.Labels ?? (text.Length == 0 ? [] : text.Split('\n'));
    }
}
