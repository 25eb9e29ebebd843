namespace Accelerated.Metrics;

/// <summary>
/// The closed form of an exact match: the text whose equals have most weight together; of several (to a relative 1e-9) the one that comes
/// first. The answer is the first sample of that text, unchanged.
/// </summary>
internal sealed class ModeRule : IBagRule
{
    private readonly Func<Candidate, string> _key;

    /// <summary>The rule over what a metric compares.</summary>
    /// <param name="key">What the metric compares of a candidate; null for the text as it is. <see cref="CanonicalNumber.OrText"/> of the
    /// text makes 3, 3.0 and 3.00 one.</param>
    public ModeRule(Func<Candidate, string>? key = null) => _key = key ?? (candidate => candidate.Text);

    /// <inheritdoc/>
    public BagAnswer Decide(IReadOnlyList<Candidate> samples, ReadOnlySpan<double> weights)
    {
        ArgumentNullException.ThrowIfNull(samples);
        var scale = -Math.ILogB(WeightedNumbers.RequireWeights(samples.Count, weights));
        var keys = new string[samples.Count];
        var scaled = new double[keys.Length];
        for (var n = 0; n < keys.Length; n++)
        {
            keys[n] = _key(samples[n]);
            scaled[n] = Math.ScaleB(weights[n], scale);
        }

        var mode = Mode.Of(keys, scaled, StringComparer.Ordinal, out var share);
        var index = Array.IndexOf(keys, mode);
        return new BagAnswer(samples[index].Text, [samples[index].Text], share, index);
    }
}
