namespace Accelerated.Inference;

/// <summary>How much of a stream is collected before it is computed.</summary>
public sealed class BatchLimits
{
    /// <summary>Creates one.</summary>
    /// <param name="problems">Problems a batch, at least 1.</param>
    /// <param name="characters">Characters, token ids and elements of vectors of a batch, at least 1; a longer problem is a batch of its own.</param>
    public BatchLimits(int problems = 1024, long characters = 4 << 20)
    {
        Problems = problems;
        Characters = characters;
    }

    /// <summary>Problems a batch, at least 1.</summary>
    public int Problems { get; }

    /// <summary>Characters, token ids and elements of vectors of a batch, at least 1; a longer problem is a batch of its own.</summary>
    public long Characters { get; }

    /// <summary>How long a batch waits for more problems after its first; 0 to a day. Longer makes batches larger, and answers later.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromMilliseconds(5);
}
