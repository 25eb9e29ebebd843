namespace Accelerated.Metrics;

/// <summary>Bags of n-grams, orders 1 to n, over the pieces of a tokeniser, or over a candidate's own token ids.</summary>
internal sealed class TokenBagEncoder : IBagEncoder, ITokenReader
{
    private readonly ITokenizer _tokenizer;
    private readonly int _firstOrder;
    private readonly int _lastOrder;
    private readonly bool _asSets;
    private readonly bool _prefersIds;

    /// <summary>An encoder.</summary>
    /// <param name="tokenizer">Cuts a text into tokens.</param>
    /// <param name="orders">The largest n, at least <paramref name="firstOrder"/>.</param>
    /// <param name="asSets">Whether copies are dropped.</param>
    /// <param name="firstOrder">The least n, at least 1.</param>
    /// <param name="preferTokenIds">
    /// Whether a candidate's own token ids, where it has them, replace the text. No id is ever the same token as a word.
    /// </param>
    /// <exception cref="ArgumentException">An order is below the least allowed.</exception>
    public TokenBagEncoder(ITokenizer tokenizer, int orders = 1, bool asSets = false, int firstOrder = 1, bool preferTokenIds = false)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        ArgumentOutOfRangeException.ThrowIfLessThan(firstOrder, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(orders, firstOrder);
        (_tokenizer, _firstOrder, _lastOrder, _asSets, _prefersIds) = (tokenizer, firstOrder, orders, asSets, preferTokenIds);
    }

    /// <inheritdoc/>
    public CandidateKey Key => _prefersIds ? CandidateKey.Tokens : CandidateKey.Text;

    /// <inheritdoc/>
    public int Orders => _lastOrder - _firstOrder + 1;

    /// <inheritdoc/>
    public bool CannotCut(Candidate candidate) => !(_prefersIds && candidate.Tokens is not null) && _tokenizer.CannotCut(candidate);

    /// <inheritdoc/>
    public BagFeatures Encode(IReadOnlyList<Candidate> items, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        if (_prefersIds && _lastOrder == 1 && !_asSets && IdBags.Encode(items) is { } bags)
        {
            return bags;
        }

        using var rows = TokenReading.Rows(this, items, threads);
        return NGramBags.Encode(rows.Borrow(), rows.AlphabetSize, _firstOrder, _lastOrder, _asSets);
    }

    void ITokenReader.Read(Candidate candidate, TokenRows rows)
    {
        if (_prefersIds && candidate.Tokens is { } tokens)
        {
            rows.Add(ListSpan.Of(tokens));
        }
        else
        {
            _tokenizer.Tokenize(candidate, rows);
        }
    }
}
