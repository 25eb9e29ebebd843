namespace Accelerated.Metrics;

/// <summary>
/// Best for the loss log cosh(y - a): the root of the sum of w tanh(y - a), which falls in a; found by bisection to the last bit.
/// Where samples lie so far apart that the sum is 0 over a stretch, its midpoint.
/// </summary>
internal sealed class LogCoshRule : INumberRule
{
    // Halves of the samples' range until a double has no more digits, with a margin for answers near 0.
    private const int Halvings = 80;

    /// <inheritdoc/>
    public bool IsUnimodal => true;

    /// <inheritdoc/>
    public double Minimise(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        var numbers = WeightedNumbers.Sorted(values, weights);
        var least = numbers.Values[0];
        var greatest = numbers.Values[^1];
        var lower = Edge(numbers, least, greatest, inclusive: true);
        return Slope(numbers, lower) == 0 ? WeightedNumbers.Middle(lower, Edge(numbers, lower, greatest, inclusive: false)) : lower;
    }

    // The least point of low..high where the sum is no longer positive (inclusive), or where it is negative.
    private static double Edge(WeightedNumbers numbers, double low, double high, bool inclusive)
    {
        for (var step = 0; step < Halvings; step++)
        {
            var middle = WeightedNumbers.Middle(low, high);
            if (middle == low || middle == high)
            {
                break;
            }

            var slope = Slope(numbers, middle);
            if (inclusive ? slope <= 0 : slope < 0)
            {
                high = middle;
            }
            else
            {
                low = middle;
            }
        }

        return high;
    }

    private static double Slope(WeightedNumbers numbers, double answer)
    {
        var sum = 0.0;
        for (var k = 0; k < numbers.Count; k++)
        {
            sum += numbers.Weights[k] * NearOne.Tanh(numbers.Values[k] - answer);
        }

        return sum;
    }
}
