namespace Accelerated.Kernels.Cpu;

/// <summary>Whether the words that a loop takes together have others below them.</summary>
internal unsafe interface IWordsBelow
{
    /// <summary>A step of the lowest word of those taken together, with the carries of the word below it.</summary>
    static abstract AlignmentCarries<TBits> Lowest<TStep, TBits>(
        byte* carries, ulong* table, TBits pm, TBits lastPM, ref AlignmentState<TBits> state)
        where TStep : struct, IAlignmentStep where TBits : unmanaged, IBits<TBits>;
}
