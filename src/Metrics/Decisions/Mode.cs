namespace Accelerated.Metrics;

/// <summary>The most weighted of equal items, best for the 0/1 loss.</summary>
internal static class Mode
{
    /// <summary>The item whose equals have most weight together; of several (to a relative 1e-9) the one that comes first.</summary>
    /// <param name="items">The items, at least one.</param>
    /// <param name="weights">One weight an item, checked.</param>
    /// <param name="comparer">Which items are equal.</param>
    /// <param name="share">Its share of all weight, in 0..1.</param>
    public static TItem Of<TItem>(
        IReadOnlyList<TItem> items, ReadOnlySpan<double> weights, IEqualityComparer<TItem> comparer, out double share)
        where TItem : notnull
    {
        var indices = new Dictionary<TItem, int>(comparer);
        var firsts = new List<int>();
        var sums = new List<double>();
        var total = 0.0;
        for (var k = 0; k < items.Count; k++)
        {
            total += weights[k];
            if (indices.TryGetValue(items[k], out var index))
            {
                sums[index] += weights[k];
            }
            else
            {
                indices.Add(items[k], sums.Count);
                firsts.Add(k);
                sums.Add(weights[k]);
            }
        }

        var best = 0;
        for (var index = 1; index < sums.Count; index++)
        {
            if (sums[index] > sums[best] + WeightedNumbers.Slack * total)
            {
                best = index;
            }
        }

        share = sums[best] / total;
        return items[firsts[best]];
    }
}
