namespace Accelerated.Metrics;

/// <summary>
/// The weighted mode: best for the 0/1 loss of equal numbers, where 3, 3.0 and 3.00 are one. Of several (weights equal to a relative 1e-9)
/// the one that comes first.
/// </summary>
internal sealed class NumberModeRule : INumberRule
{
    /// <inheritdoc/>
    public bool IsUnimodal => false;

    /// <inheritdoc/>
    public double Minimise(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        var numbers = WeightedNumbers.Of(values, weights);
        return Mode.Of(numbers.Values, numbers.Weights, EqualityComparer<double>.Default, out _);
    }
}
