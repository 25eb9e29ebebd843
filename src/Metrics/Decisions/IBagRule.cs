namespace Accelerated.Metrics;

/// <summary>
/// The Bayes answer of a metric over bags: the answer of greatest expected utility over all possible answers, not only the samples.
/// Immutable and safe for concurrent use.
/// </summary>
internal interface IBagRule
{
    /// <summary>The best answer for samples of the truth.</summary>
    /// <param name="samples">The samples, at least one.</param>
    /// <param name="weights">One weight a sample, finite and at least 0, in any unit (whole units such as <see cref="Weights.Units"/>
    /// keep sums exact); at least one positive.</param>
    /// <exception cref="CandidateException">A sample or weight is not allowed; its index is the sample's.</exception>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    BagAnswer Decide(IReadOnlyList<Candidate> samples, ReadOnlySpan<double> weights);
}
