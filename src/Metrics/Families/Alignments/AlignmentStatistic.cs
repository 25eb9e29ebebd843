namespace Accelerated.Metrics;

/// <summary>The whole number an alignment metric reads from a pair of sequences.</summary>
internal enum AlignmentStatistic
{
    /// <summary>Levenshtein distance: fewest insertions, deletions and substitutions (Levenshtein 1966).</summary>
    EditDistance,

    /// <summary>Optimal string alignment: edits and swaps of neighbours, no part edited twice (Hyyrö 2003).</summary>
    OptimalStringAlignment,

    /// <summary>Length of the longest common subsequence (Hyyrö 2004).</summary>
    LongestCommonSubsequence,
}
