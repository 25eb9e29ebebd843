using Accelerated.Metrics;

namespace Accelerated.Inference.Recalibrating;

/// <summary>How well samples of a number, or an interval, foretell the right one (Gneiting and Raftery 2007); lower is better.</summary>
public static class NumberScores
{
    /// <summary>
    /// The continuous ranked probability score of samples: the mean distance to the right number less half the mean distance of two
    /// samples; of one sample its absolute error. O(n log n).
    /// </summary>
    /// <param name="samples">The samples, finite, at least one.</param>
    /// <param name="gold">The right number.</param>
    /// <param name="isFair">
    /// Whether a sample is not compared with itself, so that the score does not depend on the number of samples on average; needs two.
    /// </param>
    /// <exception cref="ArgumentException">There are too few samples, or a number is not finite.</exception>
    public static double RankedProbability(IReadOnlyList<double> samples, double gold, bool isFair = false)
    {
        ArgumentNullException.ThrowIfNull(samples);
        var least = isFair ? 2 : 1;
        if (samples.Count < least || !samples.All(double.IsFinite) || !double.IsFinite(gold))
        {
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"There are {samples.Count} samples; expected at least {least}, all finite, as the right number."),
                nameof(samples));
        }

        double[] sorted = [.. samples.Order()];
        var (toGold, between, n) = (0.0, 0.0, (double)sorted.Length);
        for (var k = 0; k < sorted.Length; k++)
        {
            toGold += Math.Abs(sorted[k] - gold);
            between += (2 * k - n + 1) * sorted[k]; // half of the sum of all distances
        }

        return toGold / n - between / (isFair ? n * (n - 1) : n * n);
    }

    /// <summary>
    /// The score of an interval that is to hold the right number but for a share: its width, and 2 over the share times how far the number
    /// is outside.
    /// </summary>
    /// <param name="low">The lower end.</param>
    /// <param name="high">The upper end, at least the lower.</param>
    /// <param name="gold">The right number.</param>
    /// <param name="share">The share, above 0 and below 1: 0.1 for an interval of 90 %.</param>
    /// <exception cref="OptionException">The share is not allowed.</exception>
    /// <exception cref="ArgumentException">The ends are not in order, or a number is NaN.</exception>
    public static double Interval(double low, double high, double gold, double share)
    {
        new OptionRule(nameof(NumberScores)).Require(share > 0 && share < 1, nameof(share), share, "above 0 and below 1");
        if (!(low <= high) || double.IsNaN(gold))
        {
            throw new ArgumentException(
                FormattableString.Invariant($"The interval is {low} to {high} and the number {gold}; expected ends in order, none NaN."),
                nameof(low));
        }

        return high - low + 2 / share * (Math.Max(0, low - gold) + Math.Max(0, gold - high));
    }

    /// <summary>The ends of the middle share of samples, by linear interpolation of their quantiles.</summary>
    internal static (double Low, double High) Middle(double[] sorted, double share)
    {
        return (At((1 - share) / 2), At((1 + share) / 2));

        double At(double level)
        {
            var place = level * (sorted.Length - 1);
            var below = (int)Math.Floor(place);
            var above = Math.Min(below + 1, sorted.Length - 1);
            return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
        }
    }
}
