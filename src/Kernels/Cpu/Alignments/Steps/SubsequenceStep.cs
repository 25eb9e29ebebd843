using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// Length of the longest common subsequence (Crochemore et al. 2001; Hyyrö 2004). The first register is unset where the length rises
/// along the pattern, so the length is the number of its unset bits.
/// </summary>
internal readonly struct SubsequenceStep : IAlignmentStep
{
    public static int Carries => 1;

    public static bool IsThreefold => false;

    public static bool AddsTextLength => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Step<TBits>(
        TBits match, TBits matchBefore, ref TBits first, ref TBits second, ref TBits third, out TBits carry, out TBits carry2, out TBits carry3)
        where TBits : unmanaged, IBits<TBits>
    {
        var common = first & match;
        var sum = first + common;
        carry = TBits.OrWithout(common, first, sum);
        carry2 = TBits.Zero;
        carry3 = TBits.Zero;
        first = TBits.OrWithout(sum, first, match);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StepWord<TBits>(
        TBits match, TBits matchBefore, TBits below, TBits below2, TBits below3,
        ref TBits first, ref TBits second, ref TBits third, out TBits carry, out TBits carry2, out TBits carry3)
        where TBits : unmanaged, IBits<TBits>
    {
        var common = first & match;
        var sum = first + common + below;
        carry = TBits.OrWithout(common, first, sum);
        carry2 = TBits.Zero;
        carry3 = TBits.Zero;
        first = TBits.OrWithout(sum, first, match);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBits IdleCarry<TBits>() where TBits : unmanaged, IBits<TBits> => TBits.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBits Counts<TBits>(TBits first, TBits second, TBits mask) where TBits : unmanaged, IRegister<TBits> =>
        TBits.SetBits(TBits.Without(mask, first));
}
