using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// The products of rows with eight columns, for CPUs with sixteen registers of 256 bits: half the lanes of two rows and four columns
/// at a time, so that their sums stay in registers, and of long vectors a part that the first cache holds.
/// </summary>
/// <remarks>A product of two floats is exact, so a fused multiply-add rounds as the definition does.</remarks>
internal static unsafe class Dots256
{
    private const int Lanes = VectorFeatures.Lanes;
    private const int Half = Lanes / 2;
    private const int Columns = 4;
    private const int Sums = 2 * Columns * Half; // of half the lanes
    private const int Part = 256;

    /// <summary>What <see cref="Dots512.Of"/> does, for few rows: each takes half a kilobyte of the stack.</summary>
    [SkipLocalsInit]
    public static void Of(double* rows, int count, double* columns, int length, double* dots)
    {
        var pairs = (count + 1) / 2;
        var sums = stackalloc double[pairs * 4 * Sums];
        new Span<double>(sums, pairs * 4 * Sums).Clear();
        for (var start = 0; start < length; start += Part)
        {
            var part = Math.Min(Part, length - start);
            for (var pair = 0; pair < pairs; pair++)
            {
                var left = rows + (nint)pair * 2 * length + start;
                var right = columns + (nint)start * Lanes;
                var target = sums + pair * 4 * Sums;
                Add(left, left + length, right, part, target);
                Add(left + Half, left + length + Half, right + Half, part, target + Sums);
                Add(left, left + length, right + Columns * Lanes, part, target + 2 * Sums);
                Add(left + Half, left + length + Half, right + Columns * Lanes + Half, part, target + 3 * Sums);
            }
        }

        for (var pair = 0; pair < pairs; pair++, dots += 2 * Lanes)
        {
            for (var column = 0; column < Lanes; column += Columns, sums += 2 * Sums)
            {
                for (var k = 0; k < Columns; k++)
                {
                    dots[column + k] = Tree(sums + k * Half);
                    dots[Lanes + column + k] = Tree(sums + (Columns + k) * Half);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(double* first, double* second, double* columns, int length, double* sums)
    {
        var a0 = Vector256.Load(sums);
        var a1 = Vector256.Load(sums + Half);
        var a2 = Vector256.Load(sums + 2 * Half);
        var a3 = Vector256.Load(sums + 3 * Half);
        var b0 = Vector256.Load(sums + 4 * Half);
        var b1 = Vector256.Load(sums + 5 * Half);
        var b2 = Vector256.Load(sums + 6 * Half);
        var b3 = Vector256.Load(sums + 7 * Half);
        for (nint k = 0; k < length; k += Lanes)
        {
            var a = Vector256.Load(first + k);
            var b = Vector256.Load(second + k);
            Add(ref a0, ref b0, a, b, columns);
            Add(ref a1, ref b1, a, b, columns + Lanes);
            Add(ref a2, ref b2, a, b, columns + 2 * Lanes);
            Add(ref a3, ref b3, a, b, columns + 3 * Lanes);
            columns += Lanes * Lanes;
        }

        a0.Store(sums);
        a1.Store(sums + Half);
        a2.Store(sums + 2 * Half);
        a3.Store(sums + 3 * Half);
        b0.Store(sums + 4 * Half);
        b1.Store(sums + 5 * Half);
        b2.Store(sums + 6 * Half);
        b3.Store(sums + 7 * Half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(
        ref Vector256<double> a, ref Vector256<double> b, Vector256<double> left, Vector256<double> right, double* column)
    {
        var reference = Vector256.Load(column);
        a = Vector256.MultiplyAddEstimate(left, reference, a);
        b = Vector256.MultiplyAddEstimate(right, reference, b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Tree(double* lower)
    {
        var four = Vector256.Load(lower) + Vector256.Load(lower + Sums);
        var two = four.GetLower() + four.GetUpper();
        return two[0] + two[1];
    }
}
