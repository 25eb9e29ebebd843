using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>Adds units x score to the lanes that <see cref="RowSum"/> defines; one chunk at a time.</summary>
/// <param name="lanes"><see cref="RowSum.Lanes"/> doubles a row of the block, aligned to 64 bytes, zero at the start of a chunk.</param>
/// <param name="units">The columns' units as doubles, followed by zeros up to a multiple of <see cref="RowSum.Lanes"/>.</param>
internal readonly unsafe struct SumSink(double* lanes, double* units) : ISink
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put<TReal>(int row, int column, TReal scores) where TReal : unmanaged, ILanes<TReal>
    {
        var target = lanes + ((nint)row * RowSum.Lanes + (column & (RowSum.Lanes - 1)));
        (TReal.Load(target) + TReal.Load(units + column) * scores).Store(target);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float* Line(int row, int column, int count) => null;
}
