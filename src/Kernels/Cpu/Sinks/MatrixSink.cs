using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Accelerated.Kernels.Cpu;

/// <summary>Rounds scores to single precision and stores them row by row.</summary>
/// <param name="target">Rows x columns floats, row by row.</param>
/// <param name="columns">Number of columns.</param>
internal readonly unsafe struct MatrixSink(float* target, int columns) : IMatrixSink<MatrixSink>
{
    public MatrixSink From(int row) => new(target + (nint)row * columns, columns);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(int row, int column, Vector512<double> scores)
    {
        var place = target + ((nint)row * columns + column);
        var rounded = Round(scores);
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float* Line(int row, int column, int count) => target + ((nint)row * columns + column);

    /// <summary>Each score rounded once; the portable narrowing is slow where it is not one instruction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Round(Vector512<double> scores) =>
        Avx512F.IsSupported ? Avx512F.ConvertToVector256Single(scores)
        : Avx.IsSupported ? Vector256.Create(Avx.ConvertToVector128Single(scores.GetLower()), Avx.ConvertToVector128Single(scores.GetUpper()))
        : Vector512.Narrow(scores, scores).GetLower();
}
