using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// Levenshtein distance (Myers 1999; Hyyrö 2003). The state is the vertical differences: first holds +1, second -1. The complement of
/// the horizontal +1 is kept, because (plus &lt;&lt; 1) | 1 is then the complement of a sum; no distance is tracked: it is the text's
/// length plus the sum of the last column's differences.
/// </summary>
internal readonly struct EditStep : IAlignmentStep
{
    public static int Carries => 2;

    public static bool IsThreefold => false;

    public static bool AddsTextLength => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Step<TBits>(TBits match, TBits matchBefore, ref TBits first, ref TBits second, ref TBits third)
        where TBits : unmanaged, IBits<TBits>
    {
        var x = match | second;
        var zero = TBits.XorOr((x & first) + first, first, x);
        var notPlus = TBits.EitherWithout(zero, first, second);
        var minus = zero & first;
        notPlus += notPlus;
        minus += minus;
        first = TBits.OrWithout(minus, notPlus, zero);
        second = TBits.Without(zero, notPlus);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StepWord<TBits>(
        TBits match, TBits matchBefore, ref TBits first, ref TBits second, ref TBits third, ref TBits carry, ref TBits carry2, ref TBits carry3)
        where TBits : unmanaged, IBits<TBits>
    {
        match |= carry2;
        var x = match | second;
        var zero = TBits.XorOr((match & first) + first, first, x);
        var notPlus = TBits.EitherWithout(zero, first, second);
        var minus = zero & first;
        var notPlusShifted = (notPlus + notPlus) | carry;
        var minusShifted = (minus + minus) | carry2;
        carry = TBits.TopBit(notPlus);
        carry2 = TBits.TopBit(minus);
        first = TBits.OrWithout(minusShifted, notPlusShifted, zero);
        second = TBits.Without(zero, notPlusShifted);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBits Counts<TBits>(TBits first, TBits second, TBits mask) where TBits : unmanaged, IBits<TBits> =>
        TBits.BytePopulations(first & mask) + TBits.BytePopulations(~(second & mask));
}
