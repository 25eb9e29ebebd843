using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>Stores the first lanes only, where a row ends. Never inlined: it is used once a row, and needs memory in between.</summary>
internal static unsafe class FewLanes
{
    /// <summary>Stores <paramref name="count"/> lanes side by side.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Store<TReal>(TReal scores, double* target, int count) where TReal : unmanaged, ILanes<TReal>
    {
        var all = stackalloc double[TReal.Count];
        scores.Store(all);
        new Span<double>(all, count).CopyTo(new Span<double>(target, count));
    }

    /// <summary>The same, each rounded once to single precision.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Store<TReal>(TReal scores, float* target, int count) where TReal : unmanaged, ILanes<TReal>
    {
        var all = stackalloc float[TReal.Count];
        scores.Store(all);
        new Span<float>(all, count).CopyTo(new Span<float>(target, count));
    }

    /// <summary>The same, scattered: lane k goes to line[offsets[k]].</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Store<TReal>(TReal scores, float* line, int* offsets, int count) where TReal : unmanaged, ILanes<TReal>
    {
        var all = stackalloc float[TReal.Count];
        scores.Store(all);
        for (var k = 0; k < count; k++)
        {
            line[offsets[k]] = all[k];
        }
    }
}
