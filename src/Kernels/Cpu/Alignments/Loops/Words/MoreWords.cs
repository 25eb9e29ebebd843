using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// There are more words on this side. What passes at one token is a bit a pattern and carry, so that a text's carries stay in the nearest
/// caches however long it is. A byte holds those of one register, in an order of the loop's own.
/// </summary>
internal readonly unsafe struct MoreWords : IWordsBelow, IWordsAbove
{
    /// <summary>Bytes that pass at a token.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Bytes<TStep, TBits>() where TStep : struct, IAlignmentStep where TBits : unmanaged, IBits<TBits> => TStep.Carries * TBits.Registers;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Lowest<TStep, TBits>(
        byte* carries, ulong* table, TBits match, TBits matchBefore,
        ref TBits first, ref TBits second, ref TBits third, out TBits carry, out TBits carry2, out TBits carry3)
        where TStep : struct, IAlignmentStep where TBits : unmanaged, IBits<TBits>
    {
        var below = TBits.LoadBits(carries, table);
        var below2 = TStep.Carries > 1 ? TBits.LoadBits(carries + TBits.Registers, table) : TBits.Zero;
        var below3 = TStep.Carries > 2 ? TBits.LoadBits(carries + 2 * TBits.Registers, table) : TBits.Zero;
        TStep.StepWord(match, matchBefore, below, below2, below3, ref first, ref second, ref third, out carry, out carry2, out carry3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Leave<TStep, TBits>(byte* carries, TBits carry, TBits carry2, TBits carry3)
        where TStep : struct, IAlignmentStep where TBits : unmanaged, IBits<TBits>
    {
        if (TStep.Carries > 1)
        {
            TBits.StoreTopBits(carry, carry2, carries);
        }
        else
        {
            TBits.StoreTopBits(carry, carries);
        }

        if (TStep.Carries > 2)
        {
            TBits.StoreTopBits(carry3, carries + 2 * TBits.Registers);
        }
    }
}
