namespace Accelerated.Metrics;

/// <summary>Several items of much worth that differ from each other.</summary>
internal static class DiverseSubset
{
    /// <summary>
    /// Items that together have a large mean worth plus <paramref name="diversity"/> times their mean distance: one after the other the
    /// item with which the sum is largest, ties to the earlier item. An approximation; O(count x items).
    /// </summary>
    /// <param name="worth">What each item is worth.</param>
    /// <param name="distance">The distance of two items, the same in both directions.</param>
    /// <param name="count">How many to take, at most all.</param>
    /// <param name="diversity">How much distance counts, at least 0.</param>
    public static int[] Greedy(IReadOnlyList<double> worth, Func<int, int, double> distance, int count, double diversity)
    {
        var taken = new List<int>();
        var isTaken = new bool[worth.Count];
        var toTaken = new double[worth.Count]; // the sum of an item's distances to those taken
        var (sumOfWorth, sumOfDistances) = (0.0, 0.0);
        while (taken.Count < Math.Min(count, worth.Count))
        {
            var size = taken.Count + 1;
            var pairs = Math.Max(1, size * (size - 1.0) / 2);
            var (best, bestValue) = (-1, double.NaN);
            for (var i = 0; i < isTaken.Length; i++)
            {
                var value = ((sumOfWorth + worth[i]) / size) + (diversity * (sumOfDistances + toTaken[i]) / pairs);
                if (!isTaken[i] && (best < 0 || value > bestValue))
                {
                    (best, bestValue) = (i, value);
                }
            }

            taken.Add(best);
            isTaken[best] = true;
            sumOfWorth += worth[best];
            sumOfDistances += toTaken[best];
            for (var i = 0; i < isTaken.Length; i++)
            {
                toTaken[i] += isTaken[i] ? 0 : distance(i, best);
            }
        }

        return [.. taken];
    }
}
