namespace Accelerated.Metrics;

/// <summary>
/// The closed form of F metrics over tokens or labels: <see cref="BagDecision"/> over the tokens the metric itself reads.
/// </summary>
/// <param name="read">Appends a candidate's tokens, as the metric reads them, to the current row.</param>
/// <param name="beta">How much more recall counts than precision; finite and at least 0.</param>
/// <param name="emptyValue">The metric's value of two empty answers, in 0..1.</param>
/// <param name="asSets">Whether the metric drops repeated tokens.</param>
/// <param name="separator">Separates the tokens of the answer.</param>
internal sealed class FRule(
    Action<Candidate, TokenRows> read, double beta = 1, double emptyValue = 1, bool asSets = false, string separator = " ")
    : IBagRule
{
    private readonly Action<Candidate, TokenRows> _read = read ?? throw new ArgumentNullException(nameof(read));

    /// <summary>The rule over the tokens of a text.</summary>
    /// <param name="tokenizer">The metric's tokeniser.</param>
    /// <param name="beta">How much more recall counts than precision; finite and at least 0.</param>
    /// <param name="emptyValue">The metric's value of two empty answers, in 0..1.</param>
    /// <param name="asSets">Whether the metric drops repeated tokens.</param>
    public FRule(ITokenizer tokenizer, double beta = 1, double emptyValue = 1, bool asSets = false)
        : this((candidate, rows) => tokenizer.Tokenize(candidate, rows), beta, emptyValue, asSets) =>
        ArgumentNullException.ThrowIfNull(tokenizer);

    /// <inheritdoc/>
    public BagAnswer Decide(IReadOnlyList<Candidate> samples, ReadOnlySpan<double> weights)
    {
        ArgumentNullException.ThrowIfNull(samples);
        using var rows = new TokenRows(samples.Count);
        for (var n = 0; n < samples.Count; n++)
        {
            _read(samples[n], rows);
            rows.EndRow();
        }

        return BagDecision.MaximiseF(rows.ToRows(), rows.Names(), weights, beta, emptyValue, asSets, separator);
    }
}
