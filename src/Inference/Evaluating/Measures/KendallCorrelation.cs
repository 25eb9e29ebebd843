using Accelerated.Metrics;

namespace Accelerated.Inference.Evaluating;

/// <summary>
/// Kendall's tau-b: concordant less discordant pairs, over the geometric mean of the pairs that are no tie on either side (Kendall 1945);
/// NaN where either numbers are all equal. O(n log n) by counting exchanges of a merge sort (Knight 1966).
/// </summary>
/// <param name="name">The name, options included.</param>
/// <param name="metric">Says how numbers are read.</param>
internal sealed class KendallCorrelation(string name, NumberMetric metric) : RankMeasure(name, metric)
{
    /// <inheritdoc/>
    protected override double Of(double[] x, double[] y)
    {
        var order = Enumerable.Range(0, x.Length).ToArray();
        Array.Sort(order, (i, j) => x[i] != x[j] ? x[i].CompareTo(x[j]) : y[i].CompareTo(y[j]));
        double[] byX = [.. order.Select(i => x[i])];
        double[] byY = [.. order.Select(i => y[i])];
        var pairs = Pairs(x.Length);
        var tiedX = TiedPairs(byX.Length, (i, j) => byX[i] == byX[j]);
        var tiedBoth = TiedPairs(byX.Length, (i, j) => byX[i] == byX[j] && byY[i] == byY[j]);
        var discordant = Exchanges(byY, new double[byY.Length]);
        var tiedY = TiedPairs(byY.Length, (i, j) => byY[i] == byY[j]);
        var (left, right) = (pairs - tiedX, pairs - tiedY);
        return left > 0 && right > 0
            ? (pairs - tiedX - tiedY + tiedBoth - 2.0 * discordant) / Math.Sqrt((double)left * right)
            : double.NaN;
    }

    private static long Pairs(long count) => count * (count - 1) / 2;

    private static long TiedPairs(int count, Func<int, int, bool> areTied)
    {
        var pairs = 0L;
        for (int start = 0, end = 1; end <= count; end++)
        {
            if (end == count || !areTied(start, end))
            {
                pairs += Pairs(end - start);
                start = end;
            }
        }

        return pairs;
    }

    // Sorts the values and counts the pairs that were in the wrong order.
    private static long Exchanges(Span<double> values, Span<double> scratch)
    {
        if (values.Length < 2)
        {
            return 0;
        }

        var middle = values.Length / 2;
        var exchanges = Exchanges(values[..middle], scratch[..middle]) + Exchanges(values[middle..], scratch[middle..]);
        for (int left = 0, right = middle, k = 0; k < values.Length; k++)
        {
            if (right == values.Length || (left < middle && values[left] <= values[right]))
            {
                scratch[k] = values[left++];
            }
            else
            {
                exchanges += middle - left;
                scratch[k] = values[right++];
            }
        }

        scratch[..values.Length].CopyTo(values);
        return exchanges;
    }
}
