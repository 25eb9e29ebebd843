using Accelerated.Metrics;

namespace Accelerated.Inference.Grids;

/// <summary>Which answers are scored, and how.</summary>
/// <param name="Values">The answers, each once, at least one.</param>
public sealed record GridOptions(IReadOnlyList<string> Values)
{
    /// <summary>Text before each value when it is scored, such as a space.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Text after each value when it is scored, such as "\n"; needed where one value begins another (1 and 10).</summary>
    public string Suffix { get; init; } = "";

    /// <summary>Decide at this temperature, positive: probabilities are raised to 1/T and normalised. 1 leaves them.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>
    /// Chains of reasoning to draw and average over, at least 0: each follows the prompt, then <see cref="Bridge"/>, then a value. 0 scores
    /// the values right after the prompt.
    /// </summary>
    public int Chains { get; init; }

    /// <summary>The text between a chain and the value, such as <c>"\nAnswer: "</c>.</summary>
    public string Bridge { get; init; } = "";

    /// <summary>How chains are drawn.</summary>
    public SamplingOptions Sampling { get; init; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="OptionException">A grid or sampling option is not allowed.</exception>
    internal void Validate()
    {
        var rule = new OptionRule(nameof(GridOptions));
        Grid.Validate(Values);
        rule.Require(Prefix is not null, nameof(Prefix), Prefix, "a text, which may be empty");
        rule.Require(Suffix is not null, nameof(Suffix), Suffix, "a text, which may be empty");
        rule.Require(Bridge is not null, nameof(Bridge), Bridge, "a text, which may be empty");
        rule.Require(
            Temperature > 0 && double.IsFinite(Temperature),
            nameof(Temperature),
            Temperature,
            "a positive finite number",
            "Use 1 to leave the probabilities as they are.");
        rule.Require(Chains >= 0, nameof(Chains), Chains, "at least 0", "Use 0 to score right after the prompt.");
        Sampling.Validate(Math.Max(1, Chains));
    }
}
