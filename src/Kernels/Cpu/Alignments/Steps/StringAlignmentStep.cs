using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// Optimal string alignment distance (Hyyrö 2003): <see cref="EditStep"/>, and where the last two tokens are the pattern's in the
/// other order (TR), a diagonal step that costs nothing more. The state holds D0 of the last column.
/// </summary>
/// <remarks>
/// Carries are horizontal differences of -1 here too. A transposition cannot change that: it needs a diagonal that rose one bit lower in
/// the last column, and a match in that column at its own bit; VP is then unset there. Outside free nothing matches, so sum differs from VP
/// exactly where a carry came in. As D0 is free | (sum ^ VP), D0 | VP is free | sum | VP: an operation less in a step of one word. In one
/// of more words D0 would be waited for; it takes them one by one.
/// </remarks>
internal readonly struct StringAlignmentStep : IAlignmentStep
{
    public static int Carries => 3;

    public static bool IsThreefold => true;

    public static bool AddsTextLength => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static AlignmentCarries<TBits> Step<TBits>(TBits pm, TBits lastPM, ref AlignmentState<TBits> state)
        where TBits : unmanaged, IBits<TBits>
    {
        var (vp, vn) = (state.VP, state.VN);
        var offD0 = TBits.Without(pm, state.D0);
        var sum = (pm & vp) + vp;
        var free = TBits.OrWithin(pm | vn, offD0 + offD0, lastPM);
        var d0 = TBits.OrDiffering(free, sum, vp);
        state.D0 = d0;
        var notHP = TBits.EitherWithout(d0, vp, vn);
        var hn = d0 & vp;
        var notShiftedHP = notHP + notHP;
        state.VN = TBits.Without(free, notShiftedHP);
        state.VP = TBits.WithoutUnless(notShiftedHP, free, sum);
        return new(hn, notHP, offD0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static AlignmentCarries<TBits> StepWord<TBits>(
        TBits pm, TBits lastPM, AlignmentCarries<TBits> below, ref AlignmentState<TBits> state)
        where TBits : unmanaged, IBits<TBits>
    {
        var (vp, vn) = (state.VP, state.VN);
        var offD0 = TBits.Without(pm, state.D0);
        var tr = TBits.EitherWithin(offD0 + offD0, below.TR, lastPM);
        var sum = (pm & vp) + (vp + below.HN);
        var free = TBits.AnyOf(pm, vn, tr);
        var d0 = TBits.OrDiffering(free, sum, vp);
        state.D0 = d0;
        var notHP = TBits.EitherWithout(free | vp, sum, vn);
        var hn = d0 & vp;
        var notShiftedHP = notHP + (notHP + below.NotHP);
        state.VN = TBits.Without(free, notShiftedHP);
        state.VP = TBits.WithoutUnless(notShiftedHP, free, sum);
        return new(hn, notHP, offD0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static AlignmentCarries<TBits> IdleCarries<TBits>() where TBits : unmanaged, IBits<TBits> => EditStep.IdleCarries<TBits>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBits Counts<TBits>(TBits vp, TBits vn, TBits mask)
        where TBits : unmanaged, IRegister<TBits> => EditStep.Counts(vp, vn, mask);
}
