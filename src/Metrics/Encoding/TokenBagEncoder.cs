namespace Accelerated.Metrics;

/// <summary>Bags of n-grams, orders 1 to n, over the tokens of a tokeniser.</summary>
/// <param name="tokenizer">Cuts a text into tokens.</param>
/// <param name="orders">The largest n, at least 1.</param>
/// <param name="asSets">Whether copies are dropped.</param>
/// <param name="firstOrder">The least n.</param>
public sealed class TokenBagEncoder(ITokenizer tokenizer, int orders = 1, bool asSets = false, int firstOrder = 1) : IBagEncoder
{
    /// <inheritdoc/>
    public CandidateKey Key => CandidateKey.Text;

    /// <inheritdoc/>
    public int Orders => orders - firstOrder + 1;

    /// <inheritdoc/>
    public BagFeatures Encode(IReadOnlyList<Candidate> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        using var rows = new TokenRows(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            tokenizer.Tokenize(items[i].Text, rows);
            rows.EndRow();
        }

        return NGramBags.Encode(rows.Borrow(), rows.AlphabetSize, firstOrder, orders, asSets);
    }
}
