using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Gpu;

/// <summary>Which bits of a word are rows of the pattern.</summary>
internal static class PatternRows
{
    /// <summary>The lowest <paramref name="rows"/> bits: none below 0, all from 64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Mask(int rows)
    {
        var part = (1UL << (rows & 63)) - 1;
        var filled = rows >= 64 ? ulong.MaxValue : part;
        return rows <= 0 ? 0 : filled;
    }
}
