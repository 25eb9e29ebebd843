using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// The products of rows with eight columns, for CPUs with 32 registers of 512 bits: the eight lanes of a product are one register,
/// and the sixteen of two rows are under way together.
/// </summary>
/// <remarks>A product of two floats is exact, so a fused multiply-add rounds as the definition does.</remarks>
internal static unsafe class Dots512
{
    private const int Lanes = VectorFeatures.Lanes;

    /// <summary>Multiplies.</summary>
    /// <param name="rows">The rows, as doubles, one after the other; where their number is odd, one more of any numbers.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="columns">Eight columns' elements 0 to 7, one column after the other, then their elements 8 to 15, and so on.</param>
    /// <param name="length">Elements of each, a multiple of eight.</param>
    /// <param name="dots">Receives the products, eight a row; where their number is odd, eight more.</param>
    public static void Of(double* rows, int count, double* columns, int length, double* dots)
    {
        for (var row = 0; row < count; row += 2)
        {
            OfTwo(rows + (nint)row * length, columns, length, dots + row * Lanes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OfTwo(double* left, double* columns, int length, double* dots)
    {
        var a0 = Vector512<double>.Zero;
        var a1 = a0;
        var a2 = a0;
        var a3 = a0;
        var a4 = a0;
        var a5 = a0;
        var a6 = a0;
        var a7 = a0;
        var b0 = a0;
        var b1 = a0;
        var b2 = a0;
        var b3 = a0;
        var b4 = a0;
        var b5 = a0;
        var b6 = a0;
        var b7 = a0;
        for (var k = 0; k < length; k += Lanes)
        {
            var a = Vector512.Load(left + k);
            var b = Vector512.Load(left + length + k);
            var column = columns + (nint)k * Lanes; // eight columns' elements k to k + 7, one column after the other
            Add(ref a0, ref b0, a, b, column);
            Add(ref a1, ref b1, a, b, column + 1 * Lanes);
            Add(ref a2, ref b2, a, b, column + 2 * Lanes);
            Add(ref a3, ref b3, a, b, column + 3 * Lanes);
            Add(ref a4, ref b4, a, b, column + 4 * Lanes);
            Add(ref a5, ref b5, a, b, column + 5 * Lanes);
            Add(ref a6, ref b6, a, b, column + 6 * Lanes);
            Add(ref a7, ref b7, a, b, column + 7 * Lanes);
        }

        Trees(a0, a1, a2, a3).Store(dots);
        Trees(a4, a5, a6, a7).Store(dots + 4);
        Trees(b0, b1, b2, b3).Store(dots + 8);
        Trees(b4, b5, b6, b7).Store(dots + 12);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(
        ref Vector512<double> a, ref Vector512<double> b, Vector512<double> left, Vector512<double> right, double* column)
    {
        var reference = Vector512.Load(column);
        a = Vector512.MultiplyAddEstimate(left, reference, a);
        b = Vector512.MultiplyAddEstimate(right, reference, b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Trees(Vector512<double> a, Vector512<double> b, Vector512<double> c, Vector512<double> d) =>
        Vector256.Create(Tree(a), Tree(b), Tree(c), Tree(d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Tree(Vector512<double> lanes)
    {
        var four = lanes.GetLower() + lanes.GetUpper();
        var two = four.GetLower() + four.GetUpper();
        return two[0] + two[1];
    }
}
