using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// Levenshtein distance (Myers 1999; Hyyrö 2003). The complement of HP is kept, because (HP &lt;&lt; 1) | 1 is then the complement of a
/// sum; no distance is tracked: it is the text's length plus the sum of the last column's vertical differences.
/// </summary>
/// <remarks>
/// The addition of VP and VP &amp; PM carries out of a bit exactly where the horizontal difference is -1: where VP is set and either PM is,
/// or a carry came in. So the carry into a bit is the difference below it, and the sum shows it wherever VP is unset or PM is set: in all
/// of free = PM | VN, where the diagonal does not rise whatever lies below. Nothing more is needed. The diagonal does not rise (D0) where
/// free or the carry is set, but a carry excludes a +1 below: so VN is free and HP shifted; VP is set where HP shifted is not, unless free
/// and no carry; and where the carry is asked for outside free, VP is set or the sum shows it. These are ten operations of two operands. A
/// search through those of and, or, exclusive or and and-not, with one addition or subtraction and one shift that brings in zero, over
/// every coding of a difference in two bits, found none of nine. Of three operands they are eight. Seven would do (without free: any = PM |
/// VN | sum, from which come HP and the new VP), but took 5 to 8 % longer where that was measured, on a Zen 5.
/// </remarks>
internal readonly struct EditStep : IAlignmentStep
{
    public static int Carries => 2;

    public static bool IsThreefold => false;

    public static bool AddsTextLength => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static AlignmentCarries<TBits> Step<TBits>(TBits pm, TBits lastPM, ref AlignmentState<TBits> state)
        where TBits : unmanaged, IBits<TBits>
    {
        var (vp, vn) = (state.VP, state.VN);
        var sum = (pm & vp) + vp;
        var free = pm | vn;
        var notHP = TBits.EitherWithout(free | vp, sum, vn);
        var hn = TBits.WithoutUnless(vp, sum, pm);
        var notShiftedHP = notHP + notHP;
        state.VN = TBits.Without(free, notShiftedHP);
        state.VP = TBits.WithoutUnless(notShiftedHP, free, sum);
        return new(hn, notHP, TBits.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static AlignmentCarries<TBits> StepWord<TBits>(
        TBits pm, TBits lastPM, AlignmentCarries<TBits> below, ref AlignmentState<TBits> state)
        where TBits : unmanaged, IBits<TBits>
    {
        var (vp, vn) = (state.VP, state.VN);
        var sum = (pm & vp) + (vp + below.HN);
        var free = pm | vn;
        var notHP = TBits.EitherWithout(free | vp, sum, vn);
        var hn = TBits.WithoutUnless(vp, sum, pm);
        var notShiftedHP = notHP + (notHP + below.NotHP);
        state.VN = TBits.Without(free, notShiftedHP);
        state.VP = TBits.WithoutUnless(notShiftedHP, free, sum);
        return new(hn, notHP, TBits.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static AlignmentCarries<TBits> IdleCarries<TBits>()
        where TBits : unmanaged, IBits<TBits> => new(TBits.Zero, TBits.AllSet, TBits.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBits Counts<TBits>(TBits vp, TBits vn, TBits mask) where TBits : unmanaged, IRegister<TBits> =>
        TBits.AddBytes(TBits.SetBits(vp & mask), TBits.UnsetBits(vn & mask));
}
