using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>Rounds scores to single precision and stores them where a <see cref="MatrixLayout"/> has them.</summary>
/// <param name="lines">The line of the matrix that takes each row.</param>
/// <param name="places">Each column's place in a line.</param>
/// <param name="ends">For each column, the end of those that stand side by side with it.</param>
/// <param name="groups">The place of each eight columns that stand side by side; else -1.</param>
/// <param name="columns">Number of columns.</param>
internal readonly unsafe struct PlacedMatrixSink(float** lines, int* places, int* ends, int* groups, int columns) : IMatrixSink<PlacedMatrixSink>
{
    public PlacedMatrixSink From(int row) => new(lines + row, places, ends, groups, columns);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put<TReal>(int row, int column, TReal scores) where TReal : unmanaged, ILanes<TReal>
    {
        var line = lines[row];
        var place = groups[column / MatrixLayout.Group];
        if (place >= 0)
        {
            scores.Store(line + (place + (column & (MatrixLayout.Group - 1))));
        }
        else if (column + TReal.Count <= columns)
        {
            scores.Store(line, places + column);
        }
        else
        {
            FewLanes.Store(scores, line, places + column, columns - column);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float* Line(int row, int column, int count) => column + count <= ends[column] ? lines[row] + places[column] : null;
}
