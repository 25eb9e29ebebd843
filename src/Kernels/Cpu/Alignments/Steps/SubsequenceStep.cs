using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// Length of the longest common subsequence (Crochemore et al. 2001; Hyyrö 2004): V is unset where the length rises along the pattern, so
/// the length is the number of its unset bits. V takes the state's VP, for both start all set.
/// </summary>
internal readonly struct SubsequenceStep : IAlignmentStep
{
    public static int Carries => 1;

    public static bool IsThreefold => false;

    public static bool AddsTextLength => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static AlignmentCarries<TBits> Step<TBits>(TBits m, TBits lastM, ref AlignmentState<TBits> state)
        where TBits : unmanaged, IBits<TBits>
    {
        var v = state.VP;
        var u = v & m;
        var sum = v + u;
        var carry = TBits.OrWithout(u, v, sum);
        state.VP = TBits.OrWithout(sum, v, m);
        return new(carry, TBits.Zero, TBits.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static AlignmentCarries<TBits> StepWord<TBits>(
        TBits m, TBits lastM, AlignmentCarries<TBits> below, ref AlignmentState<TBits> state)
        where TBits : unmanaged, IBits<TBits>
    {
        var v = state.VP;
        var u = v & m;
        var sum = v + u + below.HN;
        var carry = TBits.OrWithout(u, v, sum);
        state.VP = TBits.OrWithout(sum, v, m);
        return new(carry, TBits.Zero, TBits.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static AlignmentCarries<TBits> IdleCarries<TBits>()
        where TBits : unmanaged, IBits<TBits> => new(TBits.Zero, TBits.Zero, TBits.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBits Counts<TBits>(TBits v, TBits unused, TBits mask)
        where TBits : unmanaged, IRegister<TBits> => TBits.SetBits(TBits.Without(mask, v));
}
