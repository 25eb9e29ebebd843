namespace Accelerated.Metrics;

/// <summary>
/// The Bayes answer of a metric over numbers: the number of least expected loss (or greatest expected utility), which need not be one
/// of the samples. Immutable and safe for concurrent use.
/// </summary>
internal interface INumberRule
{
    /// <summary>
    /// Whether the expected loss falls up to the answer and rises after it, so that of an allowed grid only the two neighbours of the
    /// answer can be best. Every convex loss is so.
    /// </summary>
    bool IsUnimodal { get; }

    /// <summary>The best answer for samples of the truth.</summary>
    /// <param name="values">The samples, finite, at least one, in any order.</param>
    /// <param name="weights">One weight a sample, finite and at least 0, in any unit (whole units such as <see cref="Weights.Units"/>
    /// make comparisons of sums exact); at least one positive.</param>
    /// <exception cref="CandidateException">A sample or weight is not allowed; its index is the sample's.</exception>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    double Minimise(ReadOnlySpan<double> values, ReadOnlySpan<double> weights);
}
