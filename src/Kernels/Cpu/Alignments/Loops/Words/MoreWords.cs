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
    public static int Bytes<TStep, TBits>()
        where TStep : struct, IAlignmentStep where TBits : unmanaged, IBits<TBits> => TStep.Carries * TBits.Registers;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static AlignmentCarries<TBits> Lowest<TStep, TBits>(
        byte* carries, ulong* table, TBits pm, TBits lastPM, ref AlignmentState<TBits> state)
        where TStep : struct, IAlignmentStep where TBits : unmanaged, IBits<TBits>
    {
        var hn = TBits.LoadBits(carries, table);
        var notHP = TStep.Carries > 1 ? TBits.LoadBits(carries + TBits.Registers, table) : TBits.Zero;
        var tr = TStep.Carries > 2 ? TBits.LoadBits(carries + 2 * TBits.Registers, table) : TBits.Zero;
        return TStep.StepWord(pm, lastPM, new(hn, notHP, tr), ref state);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TStep, TBits>(byte* carries, AlignmentCarries<TBits> top)
        where TStep : struct, IAlignmentStep where TBits : unmanaged, IBits<TBits>
    {
        if (TStep.Carries > 1)
        {
            TBits.StoreTopBits(top.HN, top.NotHP, carries);
        }
        else
        {
            TBits.StoreTopBits(top.HN, carries);
        }

        if (TStep.Carries > 2)
        {
            TBits.StoreTopBits(top.TR, carries + 2 * TBits.Registers);
        }
    }
}
