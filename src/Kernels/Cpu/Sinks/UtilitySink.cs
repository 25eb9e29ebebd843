using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Accelerated.Kernels.Cpu;

/// <summary>Stores scores in double, row by row.</summary>
/// <param name="target">Rows x columns doubles, row by row.</param>
/// <param name="columns">Number of columns.</param>
internal readonly unsafe struct UtilitySink(double* target, int columns) : ISink
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(int row, int column, Vector512<double> scores)
    {
        var place = target + ((nint)row * columns + column);
        if (column + Vector512<double>.Count <= columns)
        {
            scores.Store(place);
            return;
        }

        for (var k = 0; column + k < columns; k++)
        {
            place[k] = scores[k];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float* Line(int row, int column, int count) => null;
}
