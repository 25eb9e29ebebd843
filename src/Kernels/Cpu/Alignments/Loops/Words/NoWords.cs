using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>There are no words on this side: nothing passes, and no memory is touched.</summary>
internal readonly unsafe struct NoWords : IWordsBelow, IWordsAbove
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static AlignmentCarries<TBits> Lowest<TStep, TBits>(
        byte* carries, ulong* table, TBits pm, TBits lastPM, ref AlignmentState<TBits> state)
        where TStep : struct, IAlignmentStep where TBits : unmanaged, IBits<TBits> => TStep.Step(pm, lastPM, ref state);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TStep, TBits>(byte* carries, AlignmentCarries<TBits> top)
        where TStep : struct, IAlignmentStep where TBits : unmanaged, IBits<TBits>
    {
    }
}
