using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>Rounds scores to single precision and stores them where a <see cref="MatrixLayout"/> has them.</summary>
/// <param name="lines">The line of the matrix that takes each row.</param>
/// <param name="offsets">Each column's offset in a line.</param>
/// <param name="ends">For each column, the end of those that are adjacent to it.</param>
/// <param name="groups">The offset of each eight columns that are adjacent; else -1.</param>
/// <param name="columns">Number of columns.</param>
internal readonly unsafe struct PlacedMatrixSink(float** lines, int* offsets, int* ends, int* groups, int columns)
    : IMatrixSink<PlacedMatrixSink>
{
    public PlacedMatrixSink From(int row) => new(lines + row, offsets, ends, groups, columns);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put<TReal>(int row, int column, TReal scores) where TReal : unmanaged, ILanes<TReal>
    {
        var line = lines[row];
        var offset = groups[column / MatrixLayout.Group];
        if (offset >= 0)
        {
            scores.Store(line + (offset + (column & (MatrixLayout.Group - 1))));
        }
        else if (column + TReal.Count <= columns)
        {
            scores.Store(line, offsets + column);
        }
        else
        {
            FewLanes.Store(scores, line, offsets + column, columns - column);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float* Line(int row, int column, int count) => column + count <= ends[column] ? lines[row] + offsets[column] : null;
}
