using System.Globalization;

namespace Accelerated.Metrics;

/// <summary>
/// Best for a hit, |a - y| at most a tolerance: the point within reach of most weight, by a sweep over the sorted samples. Those points are
/// an interval; its midpoint answers, which is the middle of the lowest and the highest sample it reaches. Of several such intervals
/// (weights equal to a relative 1e-9) the lowest. A tolerance of 0 gives the mode.
/// </summary>
internal sealed class HitRule : INumberRule
{
    private readonly double _tolerance;

    /// <summary>The rule for one tolerance.</summary>
    /// <param name="tolerance">The greatest error that is a hit; finite and at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The tolerance is negative or not finite.</exception>
    public HitRule(double tolerance) => _tolerance = tolerance >= 0 && double.IsFinite(tolerance)
        ? tolerance
        : throw new ArgumentOutOfRangeException(
            nameof(tolerance),
            tolerance,
            FormattableString.Invariant($"The tolerance of a hit is {tolerance}; it must be finite and at least 0. ")
            + "0 accepts the exact number only.");

    /// <inheritdoc/>
    public bool IsUnimodal => false;

    /// <inheritdoc/>
    public double Minimise(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        var numbers = WeightedNumbers.Sorted(values, weights);
        var slack = WeightedNumbers.Slack * numbers.Total;
        var best = double.NegativeInfinity;
        var answer = 0.0;
        var within = 0.0;
        var first = 0;
        for (var last = 0; last < numbers.Count; last++)
        {
            within += numbers.Weights[last];
            while (!Reaches(numbers.Values[first], numbers.Values[last]))
            {
                within -= numbers.Weights[first++];
            }

            if (within > best + slack)
            {
                best = within;
                answer = WeightedNumbers.Middle(numbers.Values[first], numbers.Values[last]);
            }
        }

        return answer;
    }

    // Asked as the metric asks it, so that rounding cannot make a hit of the rule a miss of the metric.
    private bool Reaches(double low, double high)
    {
        var middle = WeightedNumbers.Middle(low, high);
        return middle - low <= _tolerance && high - middle <= _tolerance;
    }
}
