using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>What passes from a word of the patterns to the next: the highest bit of every lane; the other bits have no meaning.</summary>
/// <param name="hn">Horizontal differences of -1, which are the addition's carry; the only part for the longest common subsequence.</param>
/// <param name="notHP">The complement of the horizontal differences of +1.</param>
/// <param name="tr">What TR shifts in: matches where D0 of the last column is unset.</param>
internal readonly struct AlignmentCarries<TBits>(TBits hn, TBits notHP, TBits tr) where TBits : unmanaged, IBits<TBits>
{
    public readonly TBits HN = hn;
    public readonly TBits NotHP = notHP;
    public readonly TBits TR = tr;

    /// <summary>The highest bits as 0 or 1, which is what the word above takes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public AlignmentCarries<TBits> TopBits() => new(TBits.TopBit(HN), TBits.TopBit(NotHP), TBits.TopBit(TR));
}
