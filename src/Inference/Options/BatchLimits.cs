namespace Accelerated.Inference;

/// <summary>How much of a stream is collected before it is computed.</summary>
/// <param name="Problems">Problems a batch, at least 1.</param>
/// <param name="Characters">Characters of candidates and references a batch, at least 1; a longer problem is a batch of its own.</param>
public sealed record BatchLimits(int Problems = 1024, long Characters = 4 << 20)
{
    /// <summary>How long a batch waits for more problems after its first; 0 to a day. Longer makes batches larger, and answers later.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromMilliseconds(5);
}
