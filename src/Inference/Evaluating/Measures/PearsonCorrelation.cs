using Accelerated.Metrics;

namespace Accelerated.Inference.Evaluating;

/// <summary>Pearson's correlation of the answers and the right ones; NaN where either are all equal.</summary>
/// <param name="name">The name, options included.</param>
/// <param name="metric">Says how numbers are read.</param>
internal sealed class PearsonCorrelation(string name, NumberMetric metric) : MomentMeasure(name, metric)
{
    /// <inheritdoc/>
    protected override double OfSums(ReadOnlySpan<double> sums, int items)
    {
        var x = items * sums[2] - sums[0] * sums[0];
        var y = items * sums[3] - sums[1] * sums[1];
        return x > 0 && y > 0 ? (items * sums[4] - sums[0] * sums[1]) / Math.Sqrt(x * y) : double.NaN;
    }
}
