namespace Accelerated.Kernels.Cpu;

/// <summary>Whether the words that a loop takes together have others below them.</summary>
internal unsafe interface IWordsBelow
{
    /// <summary>A step of the lowest word of those taken together, with what comes from the word below it.</summary>
    static abstract void Lowest<TStep, TBits>(
        byte* carries, ulong* table, TBits match, TBits matchBefore,
        ref TBits first, ref TBits second, ref TBits third, out TBits carry, out TBits carry2, out TBits carry3)
        where TStep : struct, IAlignmentStep where TBits : unmanaged, IBits<TBits>;
}
