namespace Accelerated.Metrics;

/// <summary>
/// Best for the epsilon-insensitive loss. It is (|a - (y - epsilon)| + |a - (y + epsilon)|) / 2 - epsilon, so that the answer is the median
/// of both ends of every sample's interval; of several best points the midpoint.
/// </summary>
/// <param name="epsilon">The difference that costs nothing, at least 0.</param>
internal sealed class EpsilonInsensitiveRule(double epsilon) : INumberRule
{
    /// <inheritdoc/>
    public bool IsUnimodal => true;

    /// <inheritdoc/>
    public double Minimise(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        var numbers = WeightedNumbers.Of(values, weights);
        var ends = new double[2 * numbers.Count];
        var shares = new double[2 * numbers.Count];
        for (var k = 0; k < numbers.Count; k++)
        {
            ends[2 * k] = Math.Max(numbers.Values[k] - epsilon, double.MinValue);
            ends[2 * k + 1] = Math.Min(numbers.Values[k] + epsilon, double.MaxValue);
            shares[2 * k] = numbers.Weights[k];
            shares[2 * k + 1] = numbers.Weights[k];
        }

        return WeightedNumbers.Sorted(ends, shares).Quantile(0.5, Interval.Midpoint);
    }
}
