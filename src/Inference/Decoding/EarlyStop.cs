namespace Accelerated.Inference;

/// <summary>
/// Ends the drawing once the decision is stable: when the leader's bootstrap probability of being the best reaches a threshold.
/// </summary>
public sealed class EarlyStop
{
    /// <summary>Creates one.</summary>
    /// <param name="probability">The threshold, above 0.5 and below 1.</param>
    /// <param name="block">Candidates drawn between two looks, at least 2.</param>
    /// <param name="resamples">Resamples of each look, at least 1.</param>
    public EarlyStop(double probability = 0.95, int block = 16, int resamples = 200)
    {
        Probability = probability;
        Block = block;
        Resamples = resamples;
    }

    /// <summary>The threshold, above 0.5 and below 1.</summary>
    public double Probability { get; }

    /// <summary>Candidates drawn between two looks, at least 2.</summary>
    public int Block { get; }

    /// <summary>Resamples of each look, at least 1.</summary>
    public int Resamples { get; }

    /// <summary>Checks the values.</summary>
    /// <exception cref="DecodingException">One is outside its range.</exception>
    internal void Validate()
    {
        DecodingException.Require(Probability > 0.5 && Probability < 1, $"The early stop's probability is {Probability}; it must be above 0.5 and below 1. The usual one is 0.95.");
        DecodingException.Require(Block >= 2, $"The early stop's block is {Block}; it must be at least 2 candidates. The usual one is 16.");
        DecodingException.Require(Resamples >= 1, $"The early stop has {Resamples} resamples; it must have at least 1. The usual number is 200.");
    }
}
