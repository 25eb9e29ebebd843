using Accelerated.Metrics;

namespace Accelerated.Inference.Evaluating;

/// <summary>
/// Cohen's kappa with quadratic weights (Cohen 1968): 1 less the mean squared difference of answer and right one, over that of answers and
/// right ones of any two items. Classes are numbers, equally spaced or not.
/// </summary>
/// <param name="name">The name, options included.</param>
/// <param name="metric">Says how numbers are read.</param>
internal sealed class QuadraticKappa(string name, NumberMetric metric) : MomentMeasure(name, metric)
{
    /// <inheritdoc/>
    protected override double OfSums(ReadOnlySpan<double> sums, int items)
    {
        var observed = items * (sums[2] + sums[3] - 2 * sums[4]);
        var expected = items * (sums[2] + sums[3]) - 2 * sums[0] * sums[1];
        return expected > 0 ? 1 - observed / expected : double.NaN;
    }
}
