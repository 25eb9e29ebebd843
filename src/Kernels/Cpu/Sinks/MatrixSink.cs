using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Accelerated.Kernels.Cpu;

/// <summary>Rounds scores to single precision and stores them row by row.</summary>
/// <param name="target">Rows x columns floats, row by row.</param>
/// <param name="columns">Number of columns.</param>
internal readonly unsafe struct MatrixSink(float* target, int columns) : ISink
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(int row, int column, Vector512<double> scores)
    {
        var place = target + ((nint)row * columns + column);
        var rounded = Vector512.Narrow(scores, scores).GetLower();
        if (column + Vector512<double>.Count <= columns)
        {
            rounded.Store(place);
            return;
        }

        for (var k = 0; column + k < columns; k++)
        {
            place[k] = rounded[k];
        }
    }
}
