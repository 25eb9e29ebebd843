namespace Accelerated.Inference;

/// <summary>How expected values become an answer.</summary>
public enum SelectionRule
{
    /// <summary>The candidate with the best expected metric.</summary>
    Candidates,

    /// <summary>The Bayes-optimal answer in closed form, which need not be a candidate.</summary>
    Bayes,
}
