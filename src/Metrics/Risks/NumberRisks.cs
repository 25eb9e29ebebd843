namespace Accelerated.Metrics;

/// <summary>
/// The expected losses of many answers at once, in O((n + m) log(n + m)) instead of n x m. Nothing is ever subtracted that could cancel:
/// the squared error is taken about the mean, and the others are summed by a sweep over the sorted numbers that only adds positive parts.
/// The relative error is a few roundings a number, so about 1e-13 for thousands.
/// </summary>
internal static class NumberRisks
{
    /// <summary>Expected (a - y)^2 for each answer a: the squared distance from the mean plus the variance.</summary>
    /// <param name="answers">The answers, finite.</param>
    /// <param name="values">The samples of the truth, finite.</param>
    /// <param name="units">One weight a sample in whole units, each at least 0, one positive; their sum is below 2^53.</param>
    /// <param name="expected">Receives one expected loss an answer.</param>
    /// <exception cref="ArgumentException">Lengths differ, a number is not finite, or no sample has weight.</exception>
    public static void Squared(ReadOnlySpan<double> answers, ReadOnlySpan<double> values, ReadOnlySpan<long> units, Span<double> expected)
    {
        var total = Require(answers, values, units, expected);
        var centre = 0.0;
        for (var k = 0; k < values.Length; k++)
        {
            centre += units[k] / total * values[k];
        }

        // The mean is centre + rest, kept in two parts: together they have more digits than one double.
        var rest = 0.0;
        for (var k = 0; k < values.Length; k++)
        {
            rest += units[k] / total * (values[k] - centre);
        }

        var variance = 0.0;
        for (var k = 0; k < values.Length; k++)
        {
            var deviation = values[k] - centre - rest;
            variance += units[k] / total * (deviation * deviation);
        }

        for (var i = 0; i < answers.Length; i++)
        {
            var distance = answers[i] - centre - rest;
            expected[i] = distance * distance + variance;
        }
    }

    /// <summary>Expected |a - y| for each answer a.</summary>
    /// <inheritdoc cref="Squared"/>
    public static void Absolute(
        ReadOnlySpan<double> answers, ReadOnlySpan<double> values, ReadOnlySpan<long> units, Span<double> expected) =>
        Sweep(answers, values, units, expected, double.PositiveInfinity, 1, 1);

    /// <summary>Expected pinball loss max(tau e, (tau - 1) e), e = y - a, for each answer a.</summary>
    /// <param name="answers">The answers, finite.</param>
    /// <param name="values">The samples of the truth, finite.</param>
    /// <param name="units">One weight a sample in whole units, each at least 0, one positive; their sum is below 2^53.</param>
    /// <param name="tau">The quantile, in 0..1.</param>
    /// <param name="expected">Receives one expected loss an answer.</param>
    /// <exception cref="ArgumentException">Lengths differ, a number is not finite, or no sample has weight.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Tau is not in 0..1.</exception>
    public static void Pinball(
        ReadOnlySpan<double> answers, ReadOnlySpan<double> values, ReadOnlySpan<long> units, double tau, Span<double> expected)
    {
        if (!(tau is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(tau), tau, "The tau of a pinball loss must be in 0..1; 0.5 is half the absolute error.");
        }

        Sweep(answers, values, units, expected, double.PositiveInfinity, 1 - tau, tau);
    }

    /// <summary>Expected Huber loss for each answer a: e^2 / 2 up to delta, then delta (|e| - delta / 2), e = y - a.</summary>
    /// <param name="answers">The answers, finite.</param>
    /// <param name="values">The samples of the truth, finite.</param>
    /// <param name="units">One weight a sample in whole units, each at least 0, one positive; their sum is below 2^53.</param>
    /// <param name="delta">Where the loss turns straight; positive and finite.</param>
    /// <param name="expected">Receives one expected loss an answer.</param>
    /// <exception cref="ArgumentException">Lengths differ, a number is not finite, or no sample has weight.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Delta is not positive and finite.</exception>
    public static void Huber(
        ReadOnlySpan<double> answers, ReadOnlySpan<double> values, ReadOnlySpan<long> units, double delta, Span<double> expected)
    {
        if (!(delta > 0) || double.IsInfinity(delta))
        {
            throw new ArgumentOutOfRangeException(
                nameof(delta), delta, "The delta of a Huber loss must be positive and finite; the usual one is 1.");
        }

        Sweep(answers, values, units, expected, delta, 1, 1);
    }

    // Losses of the samples below an answer, times one factor, and of those above it, times another: the second is the first mirrored.
    private static void Sweep(
        ReadOnlySpan<double> answers,
        ReadOnlySpan<double> values,
        ReadOnlySpan<long> units,
        Span<double> expected,
        double delta,
        double below,
        double above)
    {
        var total = Require(answers, values, units, expected);
        var sortedAnswers = SortedNumbers.Of(answers);
        var samples = SortedNumbers.Of(values, units);
        RiskSweep.Add(sortedAnswers, samples, units, delta, 1, below / total, expected);
        RiskSweep.Add(sortedAnswers, samples, units, delta, -1, above / total, expected);
    }

    private static double Require(
        ReadOnlySpan<double> answers, ReadOnlySpan<double> values, ReadOnlySpan<long> units, Span<double> expected)
    {
        if (units.Length != values.Length)
        {
            throw new ArgumentException($"There are {units.Length} weights for {values.Length} samples; give one each.", nameof(units));
        }

        if (expected.Length != answers.Length)
        {
            throw new ArgumentException(
                $"There is room for {expected.Length} losses of {answers.Length} answers; give one each.", nameof(expected));
        }

        RequireFinite(answers, nameof(answers));
        RequireFinite(values, nameof(values));
        var total = 0L;
        foreach (var unit in units)
        {
            total += unit;
        }

        expected.Clear();
        return total > 0
            ? total
            : throw new ArgumentException($"None of the {units.Length} samples has weight; at least one must.", nameof(units));
    }

    private static void RequireFinite(ReadOnlySpan<double> numbers, string name)
    {
        foreach (var number in numbers)
        {
            if (!double.IsFinite(number))
            {
                throw new ArgumentException($"One of '{name}' is {number}; all must be finite. Leave it out.", name);
            }
        }
    }
}
