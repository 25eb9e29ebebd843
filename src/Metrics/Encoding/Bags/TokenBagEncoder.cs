namespace Accelerated.Metrics;

/// <summary>Bags of n-grams, orders 1 to n, over the pieces of a tokeniser, or over a candidate's own token ids.</summary>
/// <param name="tokenizer">Cuts a text into tokens.</param>
/// <param name="orders">The largest n, at least 1.</param>
/// <param name="asSets">Whether copies are dropped.</param>
/// <param name="firstOrder">The least n.</param>
/// <param name="preferTokenIds">Whether a candidate's own token ids, where it has them, take the text's place.</param>
public sealed class TokenBagEncoder(ITokenizer tokenizer, int orders = 1, bool asSets = false, int firstOrder = 1, bool preferTokenIds = false)
    : IBagEncoder, ITokenReader
{
    /// <inheritdoc/>
    public CandidateKey Key => preferTokenIds ? CandidateKey.Tokens : CandidateKey.Text;

    /// <inheritdoc/>
    public int Orders => orders - firstOrder + 1;

    /// <inheritdoc/>
    public BagFeatures Encode(IReadOnlyList<Candidate> items, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(items);
        if (preferTokenIds && orders == 1 && !asSets && IdBags.Encode(items) is { } bags)
        {
            return bags;
        }

        using var rows = TokenReading.Rows(this, items, threads);
        return NGramBags.Encode(rows.Borrow(), rows.AlphabetSize, firstOrder, orders, asSets);
    }

    void ITokenReader.Read(Candidate candidate, TokenRows rows)
    {
        if (preferTokenIds && candidate.Tokens is { } tokens)
        {
            rows.Add(ListSpan.Of(tokens));
        }
        else
        {
            tokenizer.Tokenize(candidate.Text, rows);
        }
    }
}
