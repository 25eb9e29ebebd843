using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>Rounds scores to single precision and stores them row by row.</summary>
/// <param name="target">Rows x columns floats, row by row.</param>
/// <param name="columns">Number of columns.</param>
internal readonly unsafe struct MatrixSink(float* target, int columns) : IMatrixSink<MatrixSink>
{
    public MatrixSink From(int row) => new(target + (nint)row * columns, columns);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put<TReal>(int row, int column, TReal scores) where TReal : unmanaged, ILanes<TReal>
    {
        var destination = target + ((nint)row * columns + column);
        if (column + TReal.Count <= columns)
        {
            scores.Store(destination);
        }
        else
        {
            FewLanes.Store(scores, destination, columns - column);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float* Line(int row, int column, int count) => target + ((nint)row * columns + column);
}
