using System.Buffers;

namespace Accelerated.Metrics;

/// <summary>
/// The order of candidates, the same everywhere: better expected value first; of exactly equal ones the larger own weight first; of
/// those the lower index. NaN comes last, also by own weight, then index.
/// </summary>
internal static class Ranking
{
    /// <summary>The candidates' indices, best first. O(n log n).</summary>
    /// <param name="expected">One value a candidate.</param>
    /// <param name="ownUnits">One weight a candidate, in any whole unit; empty where all are equal or candidates have none.</param>
    /// <param name="direction">Which values are better.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static int[] Order(ReadOnlySpan<double> expected, ReadOnlySpan<long> ownUnits, Direction direction)
    {
        Require(expected, ownUnits);
        var rented = ArrayPool<Ranked>.Shared.Rent(Math.Max(1, expected.Length));
        var ranked = rented.AsSpan(0, expected.Length);
        for (var i = 0; i < ranked.Length; i++)
        {
            ranked[i] = new Ranked(expected, ownUnits, direction, i);
        }

        ranked.Sort();
        var order = new int[ranked.Length];
        for (var k = 0; k < order.Length; k++)
        {
            order[k] = ranked[k].Index;
        }

        ArrayPool<Ranked>.Shared.Return(rented);
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
        var best = -1;
        var first = default(Ranked);
        for (var i = 0; i < expected.Length; i++)
        {
            var candidate = new Ranked(expected, ownUnits, direction, i);
            if (best < 0 || candidate.CompareTo(first) < 0)
            {
                (best, first) = (i, candidate);
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

    private static void Require(ReadOnlySpan<double> expected, ReadOnlySpan<long> ownUnits)
    {
        if (!ownUnits.IsEmpty && ownUnits.Length != expected.Length)
        {
            throw new ArgumentException(
                $"There are {ownUnits.Length} own weights for {expected.Length} candidates; give one each, or none.", nameof(ownUnits));
        }
    }

    // A candidate among others; the loss is the expected value, negated where higher is better.
    private readonly record struct Ranked(double Loss, long OwnUnits, int Index) : IComparable<Ranked>
    {
        public Ranked(ReadOnlySpan<double> expected, ReadOnlySpan<long> ownUnits, Direction direction, int index)
            : this(
                direction == Direction.HigherIsBetter ? -expected[index] : expected[index], ownUnits.IsEmpty ? 0 : ownUnits[index], index)
        {
        }

        public int CompareTo(Ranked other)
        {
            if (Loss != other.Loss && !(double.IsNaN(Loss) && double.IsNaN(other.Loss)))
            {
                return Loss < other.Loss || double.IsNaN(other.Loss) ? -1 : 1;
            }

            return OwnUnits != other.OwnUnits ? other.OwnUnits.CompareTo(OwnUnits) : Index.CompareTo(other.Index);
        }
    }
}
