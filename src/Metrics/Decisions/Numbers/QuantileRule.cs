using System.Globalization;

namespace Accelerated.Metrics;

/// <summary>
/// The weighted quantile: best for the pinball loss max(tau e, (tau - 1) e), e = y - a (Koenker and Bassett 1978); at tau = 1/2 the
/// median, best for the absolute error. Where the weight up to a sample is tau of the total, to a relative 1e-9, every point from that
/// sample to the next is best.
/// </summary>
internal sealed class QuantileRule : INumberRule
{
    private readonly double _level;
    private readonly Interval _interval;

    /// <summary>The quantile at <paramref name="level"/>.</summary>
    /// <param name="level">tau, 0 (the least sample) to 1 (the greatest).</param>
    /// <param name="interval">
    /// Which of several best points answers; the lower end is the first sample at which the distribution reaches tau.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not in 0..1.</exception>
    public QuantileRule(double level, Interval interval = Interval.Lower)
    {
        _level = level is >= 0 and <= 1
            ? level
            : throw new ArgumentOutOfRangeException(nameof(level), level, string.Create(
                CultureInfo.InvariantCulture, $"The level of a quantile is {level}; it must be from 0 to 1. The median is 0.5."));
        _interval = interval;
    }

    /// <inheritdoc/>
    public bool IsUnimodal => true;

    /// <summary>The median: every a with at most half of the weight below it and at most half above.</summary>
    /// <param name="interval">Which of several best points answers.</param>
    public static QuantileRule Median(Interval interval = Interval.Midpoint) => new(0.5, interval);

    /// <inheritdoc/>
    public double Minimise(ReadOnlySpan<double> values, ReadOnlySpan<double> weights) =>
        WeightedNumbers.Sorted(values, weights).Quantile(_level, _interval);
}
