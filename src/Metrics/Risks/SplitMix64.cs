namespace Accelerated.Metrics;

/// <summary>
/// The generator SplitMix64 (Steele, Lea and Flood 2014): the same numbers from the same seed on every platform and in every version,
/// which <see cref="Random"/> does not promise.
/// </summary>
/// <param name="seed">Names the stream of numbers.</param>
internal struct SplitMix64(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next 64 random bits.</summary>
    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A whole number in 0..bound-1, each as likely as the others (Lemire 2019).</summary>
    /// <param name="bound">At least 1.</param>
    public ulong Below(ulong bound)
    {
        var high = Math.BigMul(Next(), bound, out var low);
        if (low < bound)
        {
            var least = (0 - bound) % bound;
            while (low < least)
            {
                high = Math.BigMul(Next(), bound, out low);
            }
        }

        return high;
    }
}
