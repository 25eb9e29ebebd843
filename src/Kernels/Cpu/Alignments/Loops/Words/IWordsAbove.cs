namespace Accelerated.Kernels.Cpu;

/// <summary>Whether the words that a loop takes together have others above them.</summary>
internal unsafe interface IWordsAbove
{
    /// <summary>Leaves what goes to the word above the highest.</summary>
    static abstract void Leave<TStep, TBits>(byte* carries, TBits carry, TBits carry2, TBits carry3)
        where TStep : struct, IAlignmentStep where TBits : unmanaged, IBits<TBits>;
}
