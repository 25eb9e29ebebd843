using Accelerated.Inference.Extraction;
using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>How candidates are drawn for a decision and how texts become votes. Make it by <c>new DecodingOptions { ... }</c>.</summary>
public sealed record DecodingOptions
{
    /// <summary>
    /// Candidates per prompt, at least 1; 64 by default. At <see cref="SamplingOptions.Temperature"/> 0 all would be equal, and one is
    /// drawn.
    /// </summary>
    public int Candidates { get; init; } = 64;

    /// <summary>
    /// The fewest votes that a decision may rest on, 1..<see cref="Candidates"/>, where calls fail or answers cannot vote: below it the
    /// decision is a <see cref="DrawingException"/>, which keeps what was drawn. 1, the default, decides by whatever there is.
    /// </summary>
    public int Quorum { get; init; } = 1;

    /// <summary>The number of candidates to draw.</summary>
    internal int Draws => Sampling.Temperature == 0 ? 1 : Candidates;

    /// <summary>How candidates are drawn; the model's own distribution by default, which minimum-risk estimates need.</summary>
    public SamplingOptions Sampling { get; init; }

    /// <summary>Finds the answer that votes in a drawn text, such as its last number; null where the whole text votes.</summary>
    public IAnswerExtractor? Answer { get; init; }

    /// <summary>What happens to empty, truncated, refused and unanswered samples.</summary>
    public SamplePolicy Samples { get; init; } = new();

    /// <summary>
    /// Decide as if the samples came from the model at this temperature: importance weights p^(1/T - 1) for samples p drawn at 1
    /// (p^(1/T) over the sampling probability in general). Unlike <see cref="SamplingOptions.Temperature"/> it draws nothing differently.
    /// 1 leaves the votes as they are.
    /// </summary>
    public double DecisionTemperature { get; init; } = 1;

    /// <summary>Ends the drawing when the decision is stable; null draws all.</summary>
    public EarlyStop? Stop { get; init; }

    /// <summary>Checks every value, alone and beside the others.</summary>
    /// <exception cref="OptionException">The count or an option is not allowed.</exception>
    internal void Validate()
    {
        Sampling.Validate(Candidates);
        var rule = new OptionRule(nameof(DecodingOptions));
        rule.Require(
            DecisionTemperature > 0 && double.IsFinite(DecisionTemperature),
            nameof(DecisionTemperature),
            DecisionTemperature,
            "a positive finite number",
            "Use 1 to leave the votes as they are.");
        rule.Require(
            DecisionTemperature == 1 || (Sampling.Temperature > 0 && !Sampling.Truncates),
            nameof(DecisionTemperature),
            DecisionTemperature,
            "1 where sampling is greedy or truncated",
            "Draw from the untruncated distribution at a positive temperature, or use 1.");
        rule.Require(
            Quorum >= 1 && Quorum <= Candidates,
            nameof(Quorum),
            Quorum,
            FormattableString.Invariant($"1 to {Candidates}, the number of candidates"),
            "Use 1 to decide by whatever there is.");
        Stop?.Validate();
    }
}
