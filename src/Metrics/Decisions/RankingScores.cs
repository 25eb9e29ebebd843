namespace Accelerated.Metrics;

/// <summary>
/// Scores for metrics over a whole list of items, for which no item has a best answer of its own, only a best order. Pearson's correlation
/// and ranking with costs j - i take E[y | x], the <see cref="MeanRule"/> of each item (Lukasik et al. 2024).
/// </summary>
internal static class RankingScores
{
    /// <summary>The score of one item for the area under the curve: the share of weight of its positive samples, P(y = 1 | x).</summary>
    /// <param name="positive">Whether each sample is positive.</param>
    /// <param name="weights">One weight a sample, finite and at least 0, in any unit; at least one positive.</param>
    /// <returns>The share, in 0..1.</returns>
    /// <exception cref="CandidateException">There is no sample, or a weight is not allowed.</exception>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Positive(ReadOnlySpan<bool> positive, ReadOnlySpan<double> weights)
    {
        var scale = -Math.ILogB(WeightedNumbers.RequireWeights(positive.Length, weights));
        var share = 0.0;
        var total = 0.0;
        for (var k = 0; k < weights.Length; k++)
        {
            var weight = Math.ScaleB(weights[k], scale);
            total += weight;
            share += positive[k] ? weight : 0;
        }

        return share / total;
    }

    /// <summary>
    /// The area under the curve of scores against the truth: the chance that a positive item has a higher score than a negative one, ties
    /// counting one half (Hanley and McNeil 1982).
    /// </summary>
    /// <param name="scores">One score an item; NaN is not allowed.</param>
    /// <param name="positive">Whether each item is positive.</param>
    /// <returns>The area, in 0..1; NaN where all items are positive or none is.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or a score is NaN.</exception>
    public static double AreaUnderCurve(ReadOnlySpan<double> scores, ReadOnlySpan<bool> positive)
    {
        Require(
            scores.Length == positive.Length,
            $"There are {positive.Length} truths for {scores.Length} scores; give one each.",
            nameof(positive));
        Require(!scores.Contains(double.NaN), "A score is NaN; every item needs a number. Leave such items out.", nameof(scores));
        var sorted = scores.ToArray();
        var truths = positive.ToArray();
        Array.Sort(sorted, truths);
        var negatives = 0L;
        var positives = 0L;
        var halves = 0L; // twice the pairs in order, so that ties stay whole
        for (var first = 0; first < sorted.Length;)
        {
            var tiedPositives = 0L;
            var last = first;
            for (; last < sorted.Length && sorted[last] == sorted[first]; last++)
            {
                tiedPositives += truths[last] ? 1 : 0;
            }

            var tiedNegatives = last - first - tiedPositives;
            halves += tiedPositives * (2 * negatives + tiedNegatives);
            positives += tiedPositives;
            negatives += tiedNegatives;
            first = last;
        }

        return halves / (2.0 * positives * negatives);
    }

    /// <summary>
    /// The scores for Spearman's correlation: the rank that each item is expected to have among all, equal values sharing the mean of their
    /// ranks, where the items' values are drawn independently. O(n log n) in the number of samples.
    /// </summary>
    /// <param name="values">Row i holds the samples of item i, finite, at least one.</param>
    /// <param name="weights">One weight a sample, row by row, finite and at least 0, in any unit; at least one positive a row.</param>
    /// <param name="ranks">Receives one rank an item, in 1..items.</param>
    /// <exception cref="CandidateException">An item has no sample, or a sample or weight is not allowed.</exception>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void ExpectedRanks(RaggedRows<double> values, ReadOnlySpan<double> weights, Span<double> ranks)
    {
        ArgumentNullException.ThrowIfNull(values);
        Require(
            weights.Length == values.Values.Length,
            $"There are {weights.Length} weights for {values.Values.Length} samples; give one each.",
            nameof(weights));
        Require(
            ranks.Length == values.Count, $"There is room for {ranks.Length} ranks of {values.Count} items; give one each.", nameof(ranks));
        var pool = new List<(double Value, double Share, int Item)>(weights.Length);
        for (var i = 0; i < values.Count; i++)
        {
            var item = WeightedNumbers.Of(values[i], weights[values.Offsets[i]..values.Offsets[i + 1]]);
            for (var k = 0; k < item.Count; k++)
            {
                pool.Add((item.Values[k], item.Weights[k] / item.Total, i));
            }
        }

        // An item against itself adds one half whatever its distribution, so the pool of all items serves each of them.
        pool.Sort((left, right) => left.Value != right.Value ? left.Value.CompareTo(right.Value) : left.Item.CompareTo(right.Item));
        ranks.Fill(0.5);
        var below = 0.0;
        for (var first = 0; first < pool.Count;)
        {
            var tied = 0.0;
            var last = first;
            for (; last < pool.Count && pool[last].Value == pool[first].Value; last++)
            {
                tied += pool[last].Share;
            }

            for (var k = first; k < last; k++)
            {
                ranks[pool[k].Item] += pool[k].Share * (below + tied / 2);
            }

            below += tied;
            first = last;
        }
    }

    private static void Require(bool holds, string message, string name)
    {
        if (!holds)
        {
            throw new ArgumentException(message, name);
        }
    }
}
