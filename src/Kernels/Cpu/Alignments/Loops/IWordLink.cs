namespace Accelerated.Kernels.Cpu;

/// <summary>
/// Whether the words that a loop takes together have others below and above them, and what passes at one token: a bit a pattern and
/// carry, so that a text's carries stay in the nearest caches however long it is. A byte holds those of one register, in an order of the loop's own.
/// </summary>
internal unsafe interface IWordLink
{
    /// <summary>A step of the lowest word of those taken together, with what comes from the word below it.</summary>
    static abstract void Lowest<TStep, TBits>(
        byte* carries, TBits match, TBits matchBefore, ref TBits first, ref TBits second, ref TBits third, out TBits carry, out TBits carry2, out TBits carry3)
        where TStep : struct, IAlignmentStep where TBits : unmanaged, IBits<TBits>;

    /// <summary>Leaves what goes to the word above the highest.</summary>
    static abstract void Leave<TStep, TBits>(byte* carries, TBits carry, TBits carry2, TBits carry3)
        where TStep : struct, IAlignmentStep where TBits : unmanaged, IBits<TBits>;
}
