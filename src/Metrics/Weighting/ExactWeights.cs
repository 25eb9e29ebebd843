using System.Numerics;

namespace Accelerated.Metrics;

/// <summary>
/// Changes of weights in whole numbers of any size, so that what was equal stays equal and no order of references matters.
/// </summary>
internal sealed class ExactWeights
{
    private BigInteger[] _values;

    private ExactWeights(BigInteger[] values) => _values = values;

    /// <summary>The values of weights, to be changed.</summary>
    public static ExactWeights Of(Weights weights)
    {
        var values = new BigInteger[weights.Count];
        for (var k = 0; k < values.Length; k++)
        {
            values[k] = weights.Units[k];
        }

        return new ExactWeights(values);
    }

    /// <summary>Multiplies each weight by a factor.</summary>
    /// <param name="factors">One for each weight, finite and at least 0.</param>
    /// <exception cref="CandidateException">No weight is left above 0.</exception>
    public ExactWeights Times(ReadOnlySpan<double> factors)
    {
        var units = DecimalUnits.Of(factors);
        for (var k = 0; k < _values.Length; k++)
        {
            _values[k] *= units[k];
        }

        return Sum > 0 ? this : throw new CandidateException(
            $"All {_values.Length} weights are 0 once multiplied by their factors; at least one must be positive. Give a source with a "
            + "weight a factor above 0.");
    }

    /// <summary>Gives a share of the whole weight to all references alike, whatever their own weights.</summary>
    /// <param name="share">0 to 1.</param>
    public ExactWeights MixedWithUniform(double share)
    {
        var (part, whole) = DecimalUnits.FractionOf(share);
        var (own, alike) = ((whole - part) * _values.Length, part * Sum);
        _values = Array.ConvertAll(_values, value => (own * value) + alike);
        return this;
    }

    /// <summary>
    /// Caps each weight at a share of the whole; what is above goes to the others in proportion. Where even equal weights exceed the
    /// share, all that are above 0 become equal.
    /// </summary>
    /// <param name="share">Above 0, at most 1.</param>
    public ExactWeights CappedAt(double share)
    {
        var (part, whole) = DecimalUnits.FractionOf(share);
        var order = _values.Where(value => value > 0).OrderDescending().ToArray();
        var rest = Sum;
        for (var capped = 0; capped < order.Length && whole > capped * part; capped++)
        {
            // With the largest ones at the cap, the others share what is left of the whole.
            var left = whole - (capped * part);
            if (order[capped] * left <= part * rest)
            {
                var (limit, atCap) = (capped == 0 ? order[0] : order[capped - 1], part * rest);
                _values = Array.ConvertAll(_values, value => capped > 0 && value >= limit ? atCap : value * left);
                return this;
            }

            rest -= order[capped];
        }

        _values = Array.ConvertAll(_values, value => value > 0 ? BigInteger.One : BigInteger.Zero);
        return this;
    }

    /// <summary>The weights: exact where their sum in lowest terms allows it, otherwise each rounded by itself.</summary>
    public Weights ToWeights()
    {
        var divisor = _values.Aggregate(BigInteger.Zero, BigInteger.GreatestCommonDivisor);
        var sum = Sum;
        var isExact = sum / divisor <= Weights.LargestTotal;
        return Weights.OfUnits(Array.ConvertAll(_values, value => isExact || value.IsZero
            ? (long)(value / divisor)
            : (long)BigInteger.Max(1, ((2 * value * Weights.LargestTotal) + sum) / (2 * sum))));
    }

    private BigInteger Sum => _values.Aggregate(BigInteger.Zero, BigInteger.Add);
}
