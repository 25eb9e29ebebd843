namespace Accelerated.Inference;

/// <summary>How much of a stream is collected before it is computed.</summary>
public sealed class BatchLimits
{
    /// <summary>Creates limits; <see cref="Selector.SelectAsync"/> checks them.</summary>
    /// <param name="problems">The most problems per batch, at least 1.</param>
    /// <param name="characters">
    /// The most characters, token ids and vector elements per batch, at least 1; a longer problem is a batch alone.
    /// </param>
    public BatchLimits(int problems = 1024, long characters = 4 << 20)
    {
        Problems = problems;
        Characters = characters;
    }

    /// <summary>The most problems per batch, at least 1.</summary>
    public int Problems { get; }

    /// <summary>The most characters, token ids and vector elements per batch, at least 1; a longer problem is a batch alone.</summary>
    public long Characters { get; }

    /// <summary>
    /// How long a batch waits for more problems after its first, 0 to a day: longer gives larger batches and later answers.
    /// </summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromMilliseconds(5);
}
