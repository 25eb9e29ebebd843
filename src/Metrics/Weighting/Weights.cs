namespace Accelerated.Metrics;

/// <summary>
/// Weights of a problem's references as whole numbers over a common total, so that sums of weighted whole-number statistics are exact
/// in any order. Uniform weights are 1 over n. Given weights are taken as they are written in decimal digits (.1, .2 and .3 are 1, 2 and
/// 3) where their sum in units of the last digit is at most 2^40; all others are rounded to multiples of 2^-40 of their sum, each by
/// itself, so that equal weights stay equal, and a given weight above zero, down to the least number that a double holds, is at least 1
/// such multiple.
/// </summary>
public sealed class Weights
{
    /// <summary>The largest total of exact weights, and nearly that of rounded ones: a product with a row's length fits 64 bits.</summary>
    internal const long LargestTotal = 1L << 40;

    private readonly long[] _units;

    private Weights(long[] units, long total)
    {
        _units = units;
        Total = total;
    }

    /// <summary>The weight of each reference, in units of 1 / <see cref="Total"/>.</summary>
    public ReadOnlySpan<long> Units => _units;

    /// <summary>The sum of all units, positive.</summary>
    public long Total { get; }

    /// <summary>Number of references.</summary>
    internal int Count => _units.Length;

    /// <summary>Reference <paramref name="index"/>'s weight, in 0..1.</summary>
    internal double this[int index] => _units[index] / (double)Total;

    /// <summary>
    /// The effective sample size 1 / sum w^2 (Kish 1965): <see cref="Count"/> for uniform weights, 1 where one reference has all the
    /// weight.
    /// </summary>
    internal double EffectiveSamples
    {
        get
        {
            // Whole numbers, so that n uniform weights give n and not nearly n.
            UInt128 squares = 0;
            foreach (var unit in _units)
            {
                squares += (UInt128)unit * (UInt128)unit;
            }

            return (double)((UInt128)Total * (UInt128)Total) / (double)squares;
        }
    }

    /// <summary>Equal weights: Monte Carlo samples, duplicates kept.</summary>
    /// <exception cref="CandidateException">There is no reference.</exception>
    internal static Weights Uniform(int count)
    {
        if (count < 1)
        {
            throw Empty();
        }

        var units = new long[count];
        Array.Fill(units, 1);
        return new Weights(units, count);
    }

    /// <summary>Weights given in any unit; divided by their sum.</summary>
    /// <exception cref="CandidateException">There is none, one is negative, NaN or infinite, or all are zero.</exception>
    internal static Weights FromGiven(ReadOnlySpan<double> weights)
    {
        if (weights.IsEmpty)
        {
            throw Empty();
        }

        var largest = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] >= 0) || double.IsPositiveInfinity(weights[i]))
            {
                throw new CandidateException(
                    FormattableString.Invariant(
                        $"Reference {i} has weight {weights[i]}; a weight must be a finite number of at least 0. Correct or leave it out."),
                    i);
            }

            largest = Math.Max(largest, weights[i]);
        }

        if (largest == 0)
        {
            throw new CandidateException(
                $"All {weights.Length} weights are 0; at least one must be positive. Give weights, or use uniform ones.");
        }

        if (DecimalUnits.TryOf(weights, LargestTotal, out var exact))
        {
            return OfUnits(exact);
        }

        var scaled = new double[weights.Length];
        for (var i = 0; i < scaled.Length; i++)
        {
            // Neither the sum nor a quotient can overflow, and one that underflows still counts.
            scaled[i] = weights[i] > 0 ? Math.Max(weights[i] / largest, double.Epsilon) : 0;
        }

        return Rounded(scaled, least: 1);
    }

    /// <summary>Weights of units whose sum is positive, and at most <see cref="LargestTotal"/> but for what rounding adds.</summary>
    internal static Weights OfUnits(long[] units) => new(units, units.Sum());

    /// <summary>Weights in proportion to exp(l / temperature): a softmax in double with the maximum subtracted.</summary>
    /// <param name="logProbabilities">Natural log-probabilities; -inf is a weight of zero.</param>
    /// <param name="temperature">Positive and finite; 1 leaves the model's own distribution.</param>
    /// <exception cref="CandidateException">There is none, one is NaN or +inf, or all are -inf.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The temperature is not positive and finite.</exception>
    internal static Weights FromLogProbabilities(ReadOnlySpan<double> logProbabilities, double temperature = 1)
    {
        RequireTemperature(temperature);
        var largest = RequireLogProbabilities(logProbabilities);
        var scaled = new double[logProbabilities.Length];
        for (var i = 0; i < scaled.Length; i++)
        {
            scaled[i] = Elementary.Exp(new Real((logProbabilities[i] - largest) / temperature)).Value; // the same bits on every platform
        }

        return Rounded(scaled, least: 0);
    }

    /// <summary>The same weights with some references left out; their share goes to the others in proportion.</summary>
    /// <param name="keep">Whether each reference stays.</param>
    /// <exception cref="CandidateException">No kept reference has a positive weight.</exception>
    /// <exception cref="ArgumentException">There is not one flag a reference.</exception>
    internal Weights Keep(ReadOnlySpan<bool> keep)
    {
        if (keep.Length != _units.Length)
        {
            throw new ArgumentException($"There are {keep.Length} flags for {_units.Length} references; give one each.", nameof(keep));
        }

        var units = new long[_units.Length];
        var total = 0L;
        for (var i = 0; i < units.Length; i++)
        {
            units[i] = keep[i] ? _units[i] : 0;
            total += units[i];
        }

        return total > 0
            ? new Weights(units, total)
            : throw new CandidateException(
                "No reference that the metric can read has a positive weight. Correct the references, or use another metric.");
    }

    internal static void RequireTemperature(double temperature)
    {
        if (!(temperature > 0) || double.IsInfinity(temperature))
        {
            throw new ArgumentOutOfRangeException(
                nameof(temperature), temperature, "A temperature must be positive and finite; 1 leaves the distribution as it is.");
        }
    }

    /// <summary>The largest log-probability, once all are seen to be allowed.</summary>
    internal static double RequireLogProbabilities(ReadOnlySpan<double> logProbabilities)
    {
        if (logProbabilities.IsEmpty)
        {
            throw Empty();
        }

        var largest = double.NegativeInfinity;
        for (var i = 0; i < logProbabilities.Length; i++)
        {
            var l = logProbabilities[i];
            if (double.IsNaN(l) || double.IsPositiveInfinity(l))
            {
                throw new CandidateException(
                    FormattableString.Invariant(
                        $"Reference {i} has log-probability {l}; it must be a number or -inf. Correct or leave it out."),
                    i);
            }

            largest = Math.Max(largest, l);
        }

        return double.IsNegativeInfinity(largest)
            ? throw new CandidateException(
                $"All {logProbabilities.Length} log-probabilities are -inf; at least one reference must be possible. Correct them, or "
                + "use uniform weights.")
            : largest;
    }

    // A positive weight has at least the units given; the largest has 1 of n shares or more, so that the total is positive.
    private static Weights Rounded(double[] scaled, long least)
    {
        var sum = 0.0;
        foreach (var s in scaled)
        {
            sum += s;
        }

        var units = new long[scaled.Length];
        var total = 0L;
        for (var i = 0; i < scaled.Length; i++)
        {
            units[i] = scaled[i] > 0 ? Math.Max(least, (long)Math.Round(scaled[i] / sum * LargestTotal)) : 0;
            total += units[i];
        }

        return new Weights(units, total);
    }

    private static CandidateException Empty() =>
        new("The list of references is empty; at least one must vote. Give references, or candidates to serve as such.");
}
