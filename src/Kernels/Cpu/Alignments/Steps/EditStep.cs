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
    public static void Step<TBits>(
        TBits match, TBits matchBefore, ref TBits first, ref TBits second, ref TBits third, out TBits carry, out TBits carry2, out TBits carry3)
        where TBits : unmanaged, IBits<TBits>
    {
        var x = match | second;
        var zero = TBits.XorOr((x & first) + first, first, x);
        carry = TBits.EitherWithout(zero, first, second);
        carry2 = zero & first;
        carry3 = TBits.Zero;
        var notPlus = carry + carry;
        first = TBits.OrWithout(carry2 + carry2, notPlus, zero);
        second = TBits.Without(zero, notPlus);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StepWord<TBits>(
        TBits match, TBits matchBefore, ref TBits first, ref TBits second, ref TBits third, ref TBits carry, ref TBits carry2, ref TBits carry3)
        where TBits : unmanaged, IBits<TBits>
    {
        var risen = TBits.TopBit(carry);
        var fallen = TBits.TopBit(carry2);
        var x = TBits.AnyOf(match, fallen, second);
        var zero = TBits.XorOr(TBits.EitherWithin(match, fallen, first) + first, first, x);
        carry = TBits.EitherWithout(zero, first, second);
        carry2 = zero & first;
        var notPlus = carry + carry;
        second = TBits.WithoutEither(zero, notPlus, risen);
        first = TBits.AnyOf(carry2 + carry2, fallen, TBits.EitherWithout(notPlus, risen, zero));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBits IdleCarry<TBits>() where TBits : unmanaged, IBits<TBits> => TBits.AllSet;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBits Counts<TBits>(TBits first, TBits second, TBits mask) where TBits : unmanaged, IRegister<TBits> =>
        TBits.AddBytes(TBits.SetBits(first & mask), TBits.UnsetBits(second & mask));
}
