using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>
/// Ends the drawing once the decision is stable: when the leader's bootstrap probability of being the best reaches a threshold.
/// </summary>
public sealed class EarlyStop
{
    /// <summary>Creates the rule; <see cref="DecodingOptions"/> checks its values.</summary>
    /// <param name="probability">The bootstrap probability at which drawing ends, above 0.5 and below 1.</param>
    /// <param name="block">Candidates drawn between two checks, at least 2.</param>
    /// <param name="resamples">Bootstrap resamples of each check, at least 1.</param>
    public EarlyStop(double probability = 0.95, int block = 16, int resamples = 200)
    {
        Probability = probability;
        Block = block;
        Resamples = resamples;
    }

    /// <summary>The bootstrap probability at which drawing ends, above 0.5 and below 1.</summary>
    public double Probability { get; }

    /// <summary>Candidates drawn between two checks, at least 2.</summary>
    public int Block { get; }

    /// <summary>Bootstrap resamples of each check, at least 1.</summary>
    public int Resamples { get; }

    /// <summary>Checks the values.</summary>
    /// <exception cref="OptionException">A value is outside its range.</exception>
    internal void Validate()
    {
        var rule = new OptionRule(nameof(EarlyStop));
        rule.Require(
            Probability > 0.5 && Probability < 1,
            nameof(Probability),
            Probability,
            "a number above 0.5 and below 1",
            "The usual value is 0.95.");
        rule.Require(Block >= 2, nameof(Block), Block, "at least 2 candidates", "The usual value is 16.");
        rule.Require(Resamples >= 1, nameof(Resamples), Resamples, "at least 1", "The usual value is 200.");
    }
}
