using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>
/// What becomes of the references' weights once they are known, in the order of the properties. By default nothing. Computed exactly, with
/// decimal numbers as they are written.
/// </summary>
public readonly struct WeightAdjustment
{
    /// <summary>
    /// The share of the whole weight, 0 to 1, that all references have alike; the rest stays in proportion. 0.1 limits how far weights from
    /// log-probabilities may go from those of samples. A text that was drawn twice has it twice.
    /// </summary>
    public double UniformShare { get; init; }

    /// <summary>
    /// Factors of the weights of references by their <see cref="Candidate.Source"/>, each finite and at least 0. References without a
    /// source, or of one that is not named, have 1. Null for none.
    /// </summary>
    public IReadOnlyDictionary<string, double>? SourceFactors { get; init; }

    /// <summary>
    /// The largest share of the whole weight that one reference may have, above 0 to 1; null for no limit. What is above goes to the others
    /// in proportion. Where even equal weights exceed it, all references with a weight have equal ones.
    /// </summary>
    public double? LargestShare { get; init; }

    /// <summary>Whether nothing changes.</summary>
    internal bool IsNone => SourceFactors is null or { Count: 0 } && UniformShare == 0 && LargestShare is null or 1;

    /// <summary>Checks every value.</summary>
    /// <exception cref="OptionException">One is not allowed.</exception>
    internal void Validate()
    {
        var rule = new OptionRule(nameof(WeightAdjustment));
        foreach (var (source, factor) in SourceFactors ?? new Dictionary<string, double>())
        {
            rule.Require(factor >= 0 && double.IsFinite(factor), $"SourceFactors[{source}]", factor, "a finite number of at least 0");
        }

        rule.Require(UniformShare is >= 0 and <= 1, nameof(UniformShare), UniformShare, "0 to 1", "Use 0 to leave weights as they are.");
        rule.Require(
            LargestShare is null or (> 0 and <= 1), nameof(LargestShare), LargestShare, "above 0 to 1", "Leave it out for no limit.");
    }

    /// <summary>The weights of references as they count.</summary>
    /// <exception cref="CandidateException">No reference is left with a weight above 0.</exception>
    internal Weights Of(Weights weights, IReadOnlyList<Candidate> references)
    {
        if (IsNone)
        {
            return weights;
        }

        var exact = ExactWeights.Of(weights).MixedWithUniform(UniformShare);
        if (SourceFactors is { Count: > 0 } factors)
        {
            exact.Times([.. references.Select(reference =>
                reference.Source is { } source && factors.TryGetValue(source, out var factor) ? factor : 1)]);
        }

        return exact.CappedAt(LargestShare ?? 1).ToWeights();
    }
}
