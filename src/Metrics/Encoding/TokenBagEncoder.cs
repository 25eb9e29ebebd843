namespace Accelerated.Metrics;

/// <summary>Bags of n-grams, orders 1 to n, over the tokens of a tokeniser.</summary>
/// <param name="tokenizer">Cuts a text into tokens.</param>
/// <param name="orders">The largest n, at least 1.</param>
/// <param name="asSets">Whether copies are dropped.</param>
/// <param name="firstOrder">The least n.</param>
public sealed class TokenBagEncoder(ITokenizer tokenizer, int orders = 1, bool asSets = false, int firstOrder = 1) : IBagEncoder, ITokenReader
{
    /// <inheritdoc/>
    public CandidateKey Key => CandidateKey.Text;

    /// <inheritdoc/>
    public int Orders => orders - firstOrder + 1;

    /// <inheritdoc/>
    public BagFeatures Encode(IReadOnlyList<Candidate> items, int threads = 1)
    {
        using var rows = TokenReading.Rows(this, items, threads);
        return NGramBags.Encode(rows.Borrow(), rows.AlphabetSize, firstOrder, orders, asSets);
    }

    void ITokenReader.Read(Candidate candidate, TokenRows rows) => tokenizer.Tokenize(candidate.Text, rows);
}
