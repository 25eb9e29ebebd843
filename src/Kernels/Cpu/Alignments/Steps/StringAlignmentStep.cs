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
    public static void Step<TBits>(
        TBits match, TBits matchBefore, ref TBits first, ref TBits second, ref TBits third, out TBits carry, out TBits carry2, out TBits carry3)
        where TBits : unmanaged, IBits<TBits>
    {
        carry3 = TBits.Without(match, third);
        var x = match | second;
        var zero = TBits.XorOr((x & first) + first, first, x | ((carry3 + carry3) & matchBefore));
        carry = TBits.EitherWithout(zero, first, second);
        carry2 = zero & first;
        var notPlus = carry + carry;
        first = TBits.OrWithout(carry2 + carry2, notPlus, zero);
        second = TBits.Without(zero, notPlus);
        third = zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StepWord<TBits>(
        TBits match, TBits matchBefore, ref TBits first, ref TBits second, ref TBits third, ref TBits carry, ref TBits carry2, ref TBits carry3)
        where TBits : unmanaged, IBits<TBits>
    {
        var swap = TBits.Without(match, third);
        var swapped = TBits.EitherWithin(swap + swap, TBits.TopBit(carry3), matchBefore);
        carry3 = swap;
        var risen = TBits.TopBit(carry);
        var fallen = TBits.TopBit(carry2);
        var x = TBits.AnyOf(match, fallen, second) | swapped;
        var zero = TBits.XorOr(TBits.EitherWithin(match, fallen, first) + first, first, x);
        carry = TBits.EitherWithout(zero, first, second);
        carry2 = zero & first;
        var notPlus = carry + carry;
        second = TBits.WithoutEither(zero, notPlus, risen);
        first = TBits.AnyOf(carry2 + carry2, fallen, TBits.EitherWithout(notPlus, risen, zero));
        third = zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBits IdleCarry<TBits>() where TBits : unmanaged, IBits<TBits> => TBits.AllSet;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBits Counts<TBits>(TBits first, TBits second, TBits mask) where TBits : unmanaged, IRegister<TBits> =>
        EditStep.Counts(first, second, mask);
}
