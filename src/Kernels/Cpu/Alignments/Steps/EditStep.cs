using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// Levenshtein distance (Myers 1999; Hyyrö 2003). The state is the vertical differences: first holds +1, second -1. The complement of
/// the horizontal +1 is kept, because (plus &lt;&lt; 1) | 1 is then the complement of a sum; no distance is tracked: it is the text's
/// length plus the sum of the last column's differences.
/// </summary>
/// <remarks>
/// The addition of first and first &amp; match carries out of a place exactly where the horizontal difference is -1: where first is set and
/// either match is, or a carry came in. So the carry into a place is the difference below it, and the sum shows it wherever first is unset or
/// match is set: in all of free, where the diagonal does not rise whatever lies below. Nothing more is needed. The diagonal does not rise where
/// free or the carry is set, but a carry excludes a +1 below: so second is free and +1; first is set where there is no +1, unless free and no
/// carry; and where the carry is asked for outside free, first is set or the sum shows it.
/// These are ten operations of two operands. A search through those of and, or, exclusive or and and-not, with one addition or subtraction and one
/// shift that brings in zero, over every coding of a difference in two bits, found none of nine. Of three operands they are eight. Seven would do
/// (without free: any = match | second | sum, from which come the carry and the new first), but took 5 to 8 % longer where that was measured, on
/// a Zen 5.
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
        var sum = (match & first) + first;
        var free = match | second;
        carry = TBits.EitherWithout(free | first, sum, second);
        carry2 = TBits.WithoutUnless(first, sum, match);
        carry3 = TBits.Zero;
        var notPlus = carry + carry;
        first = TBits.WithoutUnless(notPlus, free, sum);
        second = TBits.Without(free, notPlus);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StepWord<TBits>(
        TBits match, TBits matchBefore, TBits below, TBits below2, TBits below3,
        ref TBits first, ref TBits second, ref TBits third, out TBits carry, out TBits carry2, out TBits carry3)
        where TBits : unmanaged, IBits<TBits>
    {
        var sum = (match & first) + (first + below2);
        var free = match | second;
        carry = TBits.EitherWithout(free | first, sum, second);
        carry2 = TBits.WithoutUnless(first, sum, match);
        carry3 = TBits.Zero;
        var notPlus = carry + (carry + below);
        first = TBits.WithoutUnless(notPlus, free, sum);
        second = TBits.Without(free, notPlus);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBits IdleCarry<TBits>() where TBits : unmanaged, IBits<TBits> => TBits.AllSet;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBits Counts<TBits>(TBits first, TBits second, TBits mask) where TBits : unmanaged, IRegister<TBits> =>
        TBits.AddBytes(TBits.SetBits(first & mask), TBits.UnsetBits(second & mask));
}
