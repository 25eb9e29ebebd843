using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// Levenshtein distance (Myers 1999; Hyyrö 2003). The state is the vertical differences: first holds +1, second -1. The complement of
/// the horizontal +1 is kept, because (plus &lt;&lt; 1) | 1 is then the complement of a sum; no distance is tracked: it is the text's
/// length plus the sum of the last column's differences.
/// </summary>
/// <remarks>
/// The addition of first and first &amp; match carries out of a place exactly where the horizontal difference is -1: where first is set and
/// either match is, or a carry came in. So what is carried into the places, sum ^ first ^ (first &amp; match), is that difference shifted already.
/// </remarks>
internal readonly struct EditStep : IAlignmentStep
{
    public static int Carries => 2;

    public static bool IsThreefold => false;

    public static bool AddsTextLength => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Step<TBits>(
        TBits match, TBits matchBefore, ref TBits first, ref TBits second, ref TBits third, out TBits carry, out TBits carry2, out TBits carry3)
        where TBits : unmanaged, IBits<TBits>
    {
        var minus = TBits.XorWithout((match & first) + first, first, match);
        var zero = TBits.AnyOf(match, second, minus);
        carry = TBits.EitherWithout(zero, first, second);
        carry2 = zero & first;
        carry3 = TBits.Zero;
        var notPlus = carry + carry;
        first = TBits.OrWithout(minus, notPlus, zero);
        second = TBits.Without(zero, notPlus);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StepWord<TBits>(
        TBits match, TBits matchBefore, ref TBits first, ref TBits second, ref TBits third, ref TBits carry, ref TBits carry2, ref TBits carry3)
        where TBits : unmanaged, IBits<TBits>
    {
        var risen = TBits.TopBit(carry);
        var fallen = TBits.TopBit(carry2);
        var minus = TBits.XorWithout((match & first) + (first + fallen), first, match);
        var zero = TBits.AnyOf(match, second, minus);
        carry = TBits.EitherWithout(zero, first, second);
        carry2 = zero & first;
        var notPlus = carry + (carry + risen);
        first = TBits.OrWithout(minus, notPlus, zero);
        second = TBits.Without(zero, notPlus);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBits IdleCarry<TBits>() where TBits : unmanaged, IBits<TBits> => TBits.AllSet;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBits Counts<TBits>(TBits first, TBits second, TBits mask) where TBits : unmanaged, IRegister<TBits> =>
        TBits.AddBytes(TBits.SetBits(first & mask), TBits.UnsetBits(second & mask));
}
