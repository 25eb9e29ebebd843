using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

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
    public void Put(int row, int column, Vector512<double> scores)
    {
        var line = lines[row];
        var rounded = MatrixSink.Round(scores);
        var place = groups[column / MatrixLayout.Group];
        if (place >= 0)
        {
            rounded.Store(line + place);
            return;
        }

        if (column + MatrixLayout.Group <= columns)
        {
            // Elements by constant indices, which stay in registers.
            var to = places + column;
            line[*to] = rounded[0];
            line[to[1]] = rounded[1];
            line[to[2]] = rounded[2];
            line[to[3]] = rounded[3];
            line[to[4]] = rounded[4];
            line[to[5]] = rounded[5];
            line[to[6]] = rounded[6];
            line[to[7]] = rounded[7];
            return;
        }

        for (var k = 0; column + k < columns; k++)
        {
            line[places[column + k]] = rounded[k];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float* Line(int row, int column, int count) => column + count <= ends[column] ? lines[row] + places[column] : null;
}
