using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// Optimal string alignment distance (Hyyrö 2003): <see cref="EditStep"/>, and where the last two tokens are the pattern's in the
/// other order, a diagonal step that costs nothing more. The third register holds where the last column's diagonal did not rise.
/// </summary>
internal readonly struct StringAlignmentStep : IAlignmentStep
{
    public static int Carries => 3;

    public static bool IsThreefold => true;

    public static bool AddsTextLength => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Step<TBits>(TBits match, TBits matchBefore, ref TBits first, ref TBits second, ref TBits third)
        where TBits : unmanaged, IBits<TBits>
    {
        var swap = TBits.Without(match, third);
        var x = match | second;
        var zero = TBits.XorOr((x & first) + first, first, x | ((swap + swap) & matchBefore));
        var notPlus = TBits.EitherWithout(zero, first, second);
        var minus = zero & first;
        notPlus += notPlus;
        minus += minus;
        first = TBits.OrWithout(minus, notPlus, zero);
        second = TBits.Without(zero, notPlus);
        third = zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StepWord<TBits>(
        TBits match, TBits matchBefore, ref TBits first, ref TBits second, ref TBits third, ref TBits carry, ref TBits carry2, ref TBits carry3)
        where TBits : unmanaged, IBits<TBits>
    {
        var swap = TBits.Without(match, third);
        var swapShifted = (swap + swap) | carry3;
        carry3 = TBits.TopBit(swap);
        match |= carry2;
        var zero = TBits.XorOr((match & first) + first, first, match | second | (swapShifted & matchBefore));
        var notPlus = TBits.EitherWithout(zero, first, second);
        var minus = zero & first;
        var notPlusShifted = (notPlus + notPlus) | carry;
        var minusShifted = (minus + minus) | carry2;
        carry = TBits.TopBit(notPlus);
        carry2 = TBits.TopBit(minus);
        first = TBits.OrWithout(minusShifted, notPlusShifted, zero);
        second = TBits.Without(zero, notPlusShifted);
        third = zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBits Counts<TBits>(TBits first, TBits second, TBits mask) where TBits : unmanaged, IBits<TBits> =>
        EditStep.Counts(first, second, mask);
}
