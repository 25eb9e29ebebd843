namespace Accelerated.Benchmarks;

/// <summary>What the symbols of a sequence are.</summary>
public enum SequenceKind
{
    /// <summary>Characters, uniform over 64.</summary>
    Letters,

    /// <summary>Token ids over 2,000 with probability proportional to 1 / id; the text is one short word per id.</summary>
    TokenIds,

    /// <summary>Words of two to ten letters over 2,000, with the probabilities of <see cref="TokenIds"/>.</summary>
    Words,
}
