namespace Accelerated.Inference.Explaining;

/// <summary>References by how much they support an answer.</summary>
internal static class SupporterList
{
    /// <summary>The references that vote, those that are read as one together, the closest to the answer first.</summary>
    /// <param name="votes">The weight of each reference in any unit; those of 0 are left out.</param>
    /// <param name="keyOf">What a reference is read as.</param>
    /// <param name="textOf">Its text.</param>
    /// <param name="utilityOf">What the answer is worth against it.</param>
    /// <param name="isHigherBetter">Whether higher values are closer.</param>
    public static IReadOnlyList<Supporter> Of<TKey>(
        IReadOnlyList<long> votes, Func<int, TKey> keyOf, Func<int, string> textOf, Func<int, double> utilityOf, bool isHigherBetter)
    {
        var groups = Enumerable.Range(0, votes.Count).Where(k => votes[k] > 0).GroupBy(keyOf)
            .Select(group => (First: group.First(), Votes: group.Count(), Weight: group.Sum(k => votes[k]))).ToList();
        double total = groups.Sum(group => group.Weight);
        var sum = groups.Sum(group => group.Weight * utilityOf(group.First));
        return [.. groups
            .Select(group =>
            {
                var utility = utilityOf(group.First);
                var share = sum == 0 ? double.NaN : group.Weight * utility / sum;
                return new Supporter(group.First, textOf(group.First), group.Votes, group.Weight / total, utility, share);
            })
            .OrderByDescending(supporter => isHigherBetter ? supporter.Utility : -supporter.Utility)
            .ThenByDescending(supporter => supporter.Weight)
            .ThenBy(supporter => supporter.Index)];
    }
}
