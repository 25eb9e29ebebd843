namespace Accelerated.Metrics;

/// <summary>
/// Best for the relative absolute error |a - y| / |y|: the median under weights w / |y| (Gneiting 2011). A sample of 0 that has weight is
/// an error, as the loss is not defined there.
/// </summary>
/// <param name="interval">Which of several best points answers.</param>
internal sealed class RelativeAbsoluteRule(Interval interval = Interval.Midpoint) : INumberRule
{
    /// <inheritdoc/>
    public bool IsUnimodal => true;

    /// <inheritdoc/>
    public double Minimise(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        var closest = ClosestToZero(values, weights);
        var scaled = new double[weights.Length];
        for (var k = 0; k < scaled.Length; k++)
        {
            scaled[k] = weights[k] > 0 ? weights[k] * (closest / Math.Abs(values[k])) : weights[k]; // the factor is at most 1: no overflow
        }

        return WeightedNumbers.Sorted(values, scaled).Quantile(0.5, interval);
    }

    /// <summary>The least absolute value of a sample that has weight; positive, or the samples are refused.</summary>
    internal static double ClosestToZero(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        WeightedNumbers.RequireWeights(values.Length, weights);
        var closest = double.PositiveInfinity;
        for (var k = 0; k < values.Length; k++)
        {
            WeightedNumbers.RequireFinite(values[k], k);
            if (weights[k] > 0)
            {
                closest = values[k] != 0
                    ? Math.Min(closest, Math.Abs(values[k]))
                    : throw new CandidateException(
                        $"Reference {k} is 0; a relative error divides by it. Leave it out, or use an absolute or squared error.", k);
            }
        }

        return closest;
    }
}
