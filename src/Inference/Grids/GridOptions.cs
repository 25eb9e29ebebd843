using Accelerated.Metrics;

namespace Accelerated.Inference.Grids;

/// <summary>Which answers are scored, and how.</summary>
/// <param name="Values">The answers, each once, at least one.</param>
public sealed record GridOptions(IReadOnlyList<string> Values)
{
    /// <summary>Put before each value when it is scored, such as a space.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Put behind each value when it is scored, such as a line's end; needed where one value begins another (1 and 10).</summary>
    public string Suffix { get; init; } = "";

    /// <summary>Decide at this temperature: probabilities are raised to 1/T and normalised. 1 leaves them.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>
    /// Chains of reasoning to draw and average over: each is put behind the prompt, followed by <see cref="Bridge"/>, before the values are
    /// scored. 0 scores the values right after the prompt.
    /// </summary>
    public int Chains { get; init; }

    /// <summary>The text between a chain and the value, such as <c>"\nAnswer: "</c>.</summary>
    public string Bridge { get; init; } = "";

    /// <summary>How chains are drawn.</summary>
    public SamplingOptions Sampling { get; init; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="DecodingException">One is not allowed.</exception>
    /// <exception cref="OptionException">A sampling option is not allowed.</exception>
    internal void Validate()
    {
        Grid.Validate(Values);
        DecodingException.Require(Prefix is not null && Suffix is not null && Bridge is not null, $"Prefix, Suffix or Bridge is null; each must be a text, which may be empty.");
        DecodingException.Require(Temperature > 0 && double.IsFinite(Temperature), $"The grid's temperature is {Temperature}; it must be positive and finite. 1 leaves the probabilities as they are.");
        DecodingException.Require(Chains >= 0, $"{Chains} chains were asked for; there must be at least 0, which scores right after the prompt.");
        Sampling.Validate(Math.Max(1, Chains));
    }
}
