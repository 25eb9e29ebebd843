namespace Accelerated.Inference.LLamaSharp;

/// <summary>
/// How numbers are kept in the key/value cache. Both draw from the same model; what differs is how closely, how fast, and in how much
/// memory.
/// </summary>
public enum CachePrecision
{
    /// <summary>
    /// 16 bits: probabilities and log-probabilities of short answers within 4e-3 of the exact ones. On the CPU a small model draws in about
    /// half of the time of <see cref="Exact"/> and one of 125 million parameters saves a sixth. The same seed gives the same candidates on
    /// the same machine and native library, except where a draw falls on the boundary between two tokens: up to 1 in 100 differs with what
    /// is drawn beside it.
    /// </summary>
    Half,

    /// <summary>
    /// 32 bits: probabilities of short answers within 1e-5 of the exact ones, and up to 1 in 1,000 candidates differs with what is drawn
    /// beside it. Takes twice the memory, and goes without flash attention on a card, since that rounds to 16 bits whatever the cache has.
    /// </summary>
    Exact,
}
