namespace Accelerated.Metrics;

/// <summary>How sure the expected value of a row is.</summary>
internal static class RowStatistics
{
    /// <summary>
    /// The effective sample size 1 / sum w^2 (Kish 1965) of weights in whole units: their number where they are equal, 1 where one has
    /// all, NaN where none has any. Give the references' units, not those of columns that stand for several.
    /// </summary>
    /// <param name="units">One weight a reference, each at least 0; their sum is below 2^63.</param>
    public static double EffectiveSamples(ReadOnlySpan<long> units)
    {
        var total = 0L;
        foreach (var unit in units)
        {
            total += unit;
        }

        var squares = 0.0;
        foreach (var unit in units)
        {
            var w = unit / (double)total;
            squares += w * w;
        }

        return 1 / squares;
    }

    /// <summary>
    /// The standard error of an expected value, sqrt(sum w (u - E)^2 / (n - 1)), n the effective sample size; with uniform weights that
    /// of a mean. Summed in ascending order of the columns.
    /// </summary>
    /// <param name="utilities">One utility a column.</param>
    /// <param name="units">The columns' weights in whole units, each at least 0. Columns without weight are not read.</param>
    /// <param name="expected">E, the row's weighted mean.</param>
    /// <param name="effectiveSamples">n, of the references: <see cref="Weights.EffectiveSamples"/>.</param>
    /// <returns>The error, at least 0; NaN where n is not above 1, or E or a utility with weight is NaN.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double StandardError(ReadOnlySpan<double> utilities, ReadOnlySpan<long> units, double expected, double effectiveSamples)
    {
        if (utilities.Length != units.Length)
        {
            throw new ArgumentException(
                $"There are {units.Length} weights for {utilities.Length} utilities; give one each.", nameof(units));
        }

        if (!(effectiveSamples > 1 + 1e-9)) // a single reference, give or take the rounding of its weight
        {
            return double.NaN;
        }

        var total = 0L;
        var squares = 0.0;
        for (var j = 0; j < utilities.Length; j++)
        {
            if (units[j] > 0)
            {
                var deviation = utilities[j] - expected;
                squares += units[j] * (deviation * deviation);
                total += units[j];
            }
        }

        return Math.Sqrt(squares / total / (effectiveSamples - 1));
    }
}
