using System.Globalization;

namespace Accelerated.Metrics;

/// <summary>
/// Best for the Huber loss, e^2 / 2 up to delta and delta (|e| - delta / 2) beyond (Huber 1964): the root of the sum of
/// w clip(y - a, -delta, delta), a falling broken line found by bisection on its sorted breakpoints and then exactly on one segment. Where
/// the line is 0 on a whole segment, its midpoint.
/// </summary>
internal sealed class HuberRule : INumberRule
{
    // The line counts as 0 below this share of delta times the total weight, its greatest value; the samples' own size is in it for the
    // rounding of breakpoints.
    private const double Flat = 1e-13;

    private readonly double _delta;

    /// <summary>The rule for one delta.</summary>
    /// <param name="delta">Where the loss turns from square to straight; positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The delta is not positive and finite.</exception>
    public HuberRule(double delta) => _delta = delta > 0 && double.IsFinite(delta)
        ? delta
        : throw new ArgumentOutOfRangeException(nameof(delta), delta, string.Create(
            CultureInfo.InvariantCulture, $"The delta of a Huber loss is {delta}; it must be positive and finite. The usual one is 1."));

    /// <inheritdoc/>
    public bool IsUnimodal => true;

    /// <inheritdoc/>
    public double Minimise(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        var numbers = WeightedNumbers.Sorted(values, weights);
        var points = Breakpoints(numbers);
        var reach = Math.Max(Math.Abs(numbers.Values[0]), Math.Abs(numbers.Values[^1]));
        var flat = Flat * (_delta + 0.01 * reach) * numbers.Total;
        var first = First(points, numbers, flat);
        var slope = Slope(numbers, points[first]);
        if (first == 0 || slope >= -flat)
        {
            var last = first;
            while (last + 1 < points.Length && Slope(numbers, points[last + 1]) >= -flat)
            {
                last++;
            }

            return WeightedNumbers.Middle(points[first], points[last]);
        }

        var above = Slope(numbers, points[first - 1]);
        return points[first - 1] + (points[first] - points[first - 1]) * (above / (above - slope));
    }

    // The root lies among the samples, so the breakpoints do not need to leave them.
    private double[] Breakpoints(WeightedNumbers numbers)
    {
        var least = numbers.Values[0];
        var greatest = numbers.Values[^1];
        var points = new double[2 * numbers.Count];
        for (var k = 0; k < numbers.Count; k++)
        {
            points[2 * k] = Math.Max(numbers.Values[k] - _delta, least);
            points[2 * k + 1] = Math.Min(numbers.Values[k] + _delta, greatest);
        }

        Array.Sort(points);
        var distinct = 1;
        for (var k = 1; k < points.Length; k++)
        {
            if (points[k] != points[distinct - 1])
            {
                points[distinct++] = points[k];
            }
        }

        return points[..distinct];
    }

    // The first breakpoint at which the line has come down to 0.
    private int First(double[] points, WeightedNumbers numbers, double flat)
    {
        var low = 0;
        var high = points.Length - 1;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Slope(numbers, points[middle]) <= flat)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }

    private double Slope(WeightedNumbers numbers, double answer)
    {
        var sum = 0.0;
        for (var k = 0; k < numbers.Count; k++)
        {
            sum += numbers.Weights[k] * Math.Clamp(numbers.Values[k] - answer, -_delta, _delta);
        }

        return sum;
    }
}
