namespace Accelerated.Metrics;

/// <summary>
/// How likely each candidate is the best, had other references been drawn (Efron 1979): references are drawn again with replacement, in
/// proportion to their weights, and the best row of each draw is counted. Reproducible from the seed on every platform.
/// </summary>
internal static class Bootstrap
{
    /// <summary>The share of resamples in which each row is the best.</summary>
    /// <remarks>Cost: resamples x (draws x log columns + rows x columns).</remarks>
    /// <param name="utilities">Rows x columns utilities, row by row: the leaders against every column.</param>
    /// <param name="units">The columns' weights in whole units, each at least 0, one positive; their sum is below 2^63.</param>
    /// <param name="draws">References a resample, at least 1: the effective sample size, rounded; for uniform weights their number.</param>
    /// <param name="resamples">Number of resamples, at least 1; 1,000 give a standard error of at most 0.016.</param>
    /// <param name="seed">Names the stream of random numbers.</param>
    /// <param name="direction">Which utilities are better.</param>
    /// <param name="ownUnits">One weight a row for ties, or empty; see <see cref="Ranking"/>.</param>
    /// <param name="probabilities">Receives one probability a row; they sum to 1.</param>
    /// <param name="risk">What a row is worth; the mean by default.</param>
    /// <param name="cancellationToken">Ends the work between two resamples.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="ArgumentException">A length is wrong, or no column has weight.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Draws or resamples are below 1.</exception>
    public static void Best(
        ReadOnlySpan<double> utilities,
        ReadOnlySpan<long> units,
        int draws,
        int resamples,
        ulong seed,
        Direction direction,
        ReadOnlySpan<long> ownUnits,
        Span<double> probabilities,
        Risk risk = default,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        var rows = probabilities.Length;
        var columns = units.Length;
        if (rows == 0 || utilities.Length != (long)rows * columns)
        {
            throw new ArgumentException(
                $"There are {utilities.Length} utilities; {rows} rows of {columns} columns need {(long)rows * columns}, "
                + "and at least one row.",
                nameof(utilities));
        }

        var upTo = new long[columns];
        var total = 0L;
        var equal = true;
        for (var j = 0; j < columns; j++)
        {
            upTo[j] = total += units[j];
            equal &= units[j] == units[0];
        }

        if (total <= 0)
        {
            throw new ArgumentException(
                $"None of the {columns} columns has a weight; at least one must be positive. Leave such problems out.", nameof(units));
        }

        var random = new SplitMix64(seed);
        var counts = new long[columns];
        var values = new double[rows];
        var wins = new int[rows];
        for (var b = 0; b < resamples; b++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Draw(ref random, upTo, equal, draws, counts);
            for (var i = 0; i < rows; i++)
            {
                var row = utilities.Slice(i * columns, columns);
                values[i] = risk.Kind == RiskKind.Mean ? Sum(row, counts) : risk.Of(row, counts, direction);
            }

            wins[Ranking.Best(values, ownUnits, direction)]++;
        }

        for (var i = 0; i < rows; i++)
        {
            probabilities[i] = wins[i] / (double)resamples;
        }
    }

    private static void Draw(ref SplitMix64 random, long[] upTo, bool equal, int draws, long[] counts)
    {
        Array.Clear(counts);
        for (var d = 0; d < draws; d++)
        {
            // The first column whose running total is above the number drawn; a column of weight 0 shares its neighbour's total and is
            // never first.
            var drawn = (long)random.Below((ulong)upTo[^1]);
            var low = equal ? (int)(drawn / upTo[0]) : 0; // what the search would find
            var high = equal ? low : upTo.Length - 1;
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (upTo[middle] > drawn)
                {
                    high = middle;
                }
                else
                {
                    low = middle + 1;
                }
            }

            counts[low]++;
        }
    }

    private static double Sum(ReadOnlySpan<double> row, ReadOnlySpan<long> counts)
    {
        var sum = 0.0;
        for (var j = 0; j < row.Length; j++)
        {
            if (counts[j] > 0)
            {
                sum += counts[j] * row[j];
            }
        }

        return sum;
    }
}
