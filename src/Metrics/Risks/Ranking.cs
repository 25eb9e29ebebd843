namespace Accelerated.Metrics;

/// <summary>
/// The order of candidates, the same everywhere: better expected value first; of exactly equal ones the larger own weight first; of
/// those the lower index. NaN comes last, also by own weight, then index.
/// </summary>
public static class Ranking
{
    /// <summary>The candidates' indices, best first. O(n log n).</summary>
    /// <param name="expected">One value a candidate.</param>
    /// <param name="ownUnits">One weight a candidate, in any whole unit; empty where all are equal or candidates have none.</param>
    /// <param name="direction">Which values are better.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static int[] Order(ReadOnlySpan<double> expected, ReadOnlySpan<long> ownUnits, Direction direction)
    {
        Require(expected, ownUnits);
        var values = expected.ToArray();
        var units = ownUnits.ToArray();
        var order = new int[values.Length];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(order, (left, right) => Compare(values, units, direction, left, right));
        return order;
    }

    /// <summary>The first of <see cref="Order"/>, in O(n) and without allocation; -1 where there is no candidate.</summary>
    /// <param name="expected">One value a candidate.</param>
    /// <param name="ownUnits">One weight a candidate, in any whole unit; empty where all are equal or candidates have none.</param>
    /// <param name="direction">Which values are better.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static int Best(ReadOnlySpan<double> expected, ReadOnlySpan<long> ownUnits, Direction direction)
    {
        Require(expected, ownUnits);
        var best = expected.IsEmpty ? -1 : 0;
        for (var i = 1; i < expected.Length; i++)
        {
            if (Compare(expected, ownUnits, direction, i, best) < 0)
            {
                best = i;
            }
        }

        return best;
    }

    /// <summary>
    /// How much the first of an order is better than the second, at least 0, in the metric's unit; NaN where there is no second or one of
    /// the two is NaN.
    /// </summary>
    /// <param name="expected">One value a candidate.</param>
    /// <param name="order">What <see cref="Order"/> returned.</param>
    public static double Margin(ReadOnlySpan<double> expected, ReadOnlySpan<int> order) =>
        order.Length < 2 ? double.NaN
        : expected[order[0]] == expected[order[1]] ? 0 // two infinities too
        : Math.Abs(expected[order[0]] - expected[order[1]]);

    private static int Compare(ReadOnlySpan<double> expected, ReadOnlySpan<long> ownUnits, Direction direction, int left, int right)
    {
        var a = expected[left];
        var b = expected[right];
        if (a != b && !(double.IsNaN(a) && double.IsNaN(b)))
        {
            return double.IsNaN(a) ? 1 : double.IsNaN(b) ? -1 : a > b == (direction == Direction.HigherIsBetter) ? -1 : 1;
        }

        return !ownUnits.IsEmpty && ownUnits[left] != ownUnits[right] ? ownUnits[right].CompareTo(ownUnits[left]) : left.CompareTo(right);
    }

    private static void Require(ReadOnlySpan<double> expected, ReadOnlySpan<long> ownUnits)
    {
        if (!ownUnits.IsEmpty && ownUnits.Length != expected.Length)
        {
            throw new ArgumentException($"There are {ownUnits.Length} own weights for {expected.Length} candidates; give one each, or none.", nameof(ownUnits));
        }
    }
}
