namespace Accelerated.Metrics;

/// <summary>
/// Best for the LINEX loss exp(a e) - a e - 1 of e = answer - y: -ln E[exp(-a y)] / a (Zellner 1986). The exponentials are taken about
/// the mean where they are small, so that no digit is lost, and else about the largest, so that none overflows.
/// </summary>
/// <param name="rate">a, not 0.</param>
internal sealed class LinexRule(double rate) : INumberRule
{
    /// <inheritdoc/>
    public bool IsUnimodal => true;

    /// <inheritdoc/>
    public double Minimise(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        var numbers = WeightedNumbers.Sorted(values, weights);
        var (least, greatest) = (numbers.Values[0], numbers.Values[^1]);
        var mean = numbers.Mean();
        if (Math.Abs(rate) * Math.Max(greatest - mean, mean - least) < 1)
        {
            return mean - NearOne.LogOnePlus(Expect(numbers, mean)) / rate;
        }

        var centre = rate > 0 ? least : greatest; // where exp(-a y) is largest
        return Math.Clamp(centre - NearOne.LogOnePlus(Expect(numbers, centre)) / rate, least, greatest);
    }

    // The expectation of exp(-a (y - centre)) - 1.
    private double Expect(WeightedNumbers numbers, double centre)
    {
        var sum = 0.0;
        for (var k = 0; k < numbers.Count; k++)
        {
            sum += numbers.Weights[k] / numbers.Total * NearOne.ExpMinusOne(-rate * (numbers.Values[k] - centre));
        }

        return sum;
    }
}
