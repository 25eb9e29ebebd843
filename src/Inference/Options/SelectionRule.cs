namespace Accelerated.Inference;

/// <summary>How expected values become an answer.</summary>
public enum SelectionRule
{
    /// <summary>The candidate with the best expected metric.</summary>
    Candidates,

    /// <summary>The Bayes-optimal answer in closed form, which need not be a candidate.</summary>
    Bayes,

    /// <summary>
    /// An answer put together from the candidates' words where its expected metric is better than that of every candidate; otherwise the
    /// best candidate. The candidates are aligned word by word, the best first (ROVER; Fiscus 1997), and vote by their weights, or by their
    /// number where other references have the weights; then words are put in, left out or replaced, by those with at least a quarter of the
    /// weight of the word in their place, as long as the expected metric becomes better by more than the standard error of the gain, after
    /// at most <see cref="SelectionOptions.ConsensusEvaluations"/> trials. For metrics that compare texts by words or characters.
    /// </summary>
    Consensus,
}

internal static class SelectionRules
{
    /// <summary>The rules by the names that a command line gives them.</summary>
    public static IReadOnlyList<(string Name, SelectionRule Rule)> Names { get; } =
        [("candidates", SelectionRule.Candidates), ("bayes", SelectionRule.Bayes), ("consensus", SelectionRule.Consensus)];

    /// <summary>The name of a rule.</summary>
    public static string NameOf(SelectionRule rule) => Names.First(named => named.Rule == rule).Name;
}
