using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>There are no words on this side: nothing passes, and no memory is touched.</summary>
internal readonly unsafe struct NoWords : IWordsBelow, IWordsAbove
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Lowest<TStep, TBits>(
        byte* carries, ulong* table, TBits match, TBits matchBefore,
        ref TBits first, ref TBits second, ref TBits third, out TBits carry, out TBits carry2, out TBits carry3)
        where TStep : struct, IAlignmentStep where TBits : unmanaged, IBits<TBits> =>
        TStep.Step(match, matchBefore, ref first, ref second, ref third, out carry, out carry2, out carry3);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Leave<TStep, TBits>(byte* carries, TBits carry, TBits carry2, TBits carry3)
        where TStep : struct, IAlignmentStep where TBits : unmanaged, IBits<TBits>
    {
    }
}
