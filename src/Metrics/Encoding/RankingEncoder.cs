namespace Accelerated.Metrics;

/// <summary>
/// Ranked lists, best first: the label array, or the text cut at <c>,</c> and <c>;</c>. White space around an item and empty items are
/// dropped; a repeated item counts at its first place only. Case counts.
/// </summary>
internal sealed class RankingEncoder : ISequenceEncoder, ITokenReader
{
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
        using var labels = new TokenRows(1);
        LabelBagEncoder.Read(candidate, labels);
        foreach (var label in labels.Names())
        {
            rows.Add(label);
        }
    }
}
