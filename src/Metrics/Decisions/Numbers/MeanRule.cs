namespace Accelerated.Metrics;

/// <summary>
/// The weighted mean: best for the squared error, whose risk is then the weighted variance, and as a score for Pearson's correlation and
/// for ranking with costs j - i (Lukasik et al. 2024).
/// </summary>
internal sealed class MeanRule : INumberRule
{
    /// <inheritdoc/>
    public bool IsUnimodal => true;

    /// <inheritdoc/>
    public double Minimise(ReadOnlySpan<double> values, ReadOnlySpan<double> weights) => WeightedNumbers.Of(values, weights).Mean();
}
