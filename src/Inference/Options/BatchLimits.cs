namespace Accelerated.Inference;

/// <summary>How much of a stream is held at once.</summary>
/// <param name="Problems">Problems a batch, at least 1.</param>
/// <param name="Characters">Characters of candidates and references a batch, at least 1; a longer problem is a batch of its own.</param>
public readonly record struct BatchLimits(int Problems, long Characters)
{
    /// <summary>1,024 problems or 4 Mi characters.</summary>
    public static BatchLimits Default => new(1024, 4 << 20);
}
