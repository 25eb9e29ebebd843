namespace Accelerated.Kernels.Cpu;

/// <summary>Whether the words that a loop takes together have others above them.</summary>
internal unsafe interface IWordsAbove
{
    /// <summary>Stores the carries of the highest word for the one above it.</summary>
    static abstract void Store<TStep, TBits>(byte* carries, AlignmentCarries<TBits> top)
        where TStep : struct, IAlignmentStep where TBits : unmanaged, IBits<TBits>;
}
