using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>What a column of the dynamic programme leaves for the next one, in the papers' names.</summary>
/// <param name="vp">Initial <see cref="VP"/>.</param>
internal struct AlignmentState<TBits>(TBits vp) where TBits : unmanaged, IBits<TBits>
{
    /// <summary>Where the vertical difference is +1; for the longest common subsequence V, which is unset where the length rises.</summary>
    public TBits VP = vp;

    /// <summary>Where the vertical difference is -1; unused for the longest common subsequence.</summary>
    public TBits VN = TBits.Zero;

    /// <summary>Where the diagonal difference is 0; used only by a threefold step.</summary>
    public TBits D0 = TBits.Zero;

    /// <summary>The state before the first token.</summary>
    public static AlignmentState<TBits> Start
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(TBits.AllSet);
    }
}
