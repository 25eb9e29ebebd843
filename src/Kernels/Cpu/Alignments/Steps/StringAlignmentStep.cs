using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// Optimal string alignment distance (Hyyrö 2003): <see cref="EditStep"/>, and where the last two tokens are the pattern's in the
/// other order, a diagonal step that costs nothing more. The third register holds where the last column's diagonal did not rise.
/// </summary>
/// <remarks>
/// Carries are horizontal differences of -1 here too. A swap cannot change that: it needs a diagonal that rose one place lower in the last
/// column, and a match in that column at its own place; first is then unset there. Outside free nothing matches, so sum differs from first
/// exactly where a carry came in. As third is free | (sum ^ first), third | first is free | sum | first: an operation less in a step of one word.
/// In one of more words third would be waited for; it takes them one by one.
/// </remarks>
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
        var sum = (match & first) + first;
        var free = TBits.OrWithin(match | second, carry3 + carry3, matchBefore);
        third = TBits.OrDiffering(free, sum, first);
        carry = TBits.EitherWithout(third, first, second);
        carry2 = third & first;
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
        carry3 = TBits.Without(match, third);
        var swapped = TBits.EitherWithin(carry3 + carry3, below3, matchBefore);
        var sum = (match & first) + (first + below2);
        var free = TBits.AnyOf(match, second, swapped);
        third = TBits.OrDiffering(free, sum, first);
        carry = TBits.EitherWithout(free | first, sum, second);
        carry2 = third & first;
        var notPlus = carry + (carry + below);
        first = TBits.WithoutUnless(notPlus, free, sum);
        second = TBits.Without(free, notPlus);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBits IdleCarry<TBits>() where TBits : unmanaged, IBits<TBits> => TBits.AllSet;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBits Counts<TBits>(TBits first, TBits second, TBits mask) where TBits : unmanaged, IRegister<TBits> =>
        EditStep.Counts(first, second, mask);
}
