using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// Scores of a vector metric. A dot product's eight lanes (<see cref="VectorFeatures"/>) are one vector; two rows and eight columns are
/// taken together, so that sixteen sums are under way and each element is read for several of them.
/// </summary>
internal sealed unsafe class VectorKernel<TScore> : IPairKernel where TScore : unmanaged, IVectorScore
{
    private const int Lanes = VectorFeatures.Lanes;

    private readonly TScore _score;
    private readonly VectorFeatures _features;
    private readonly int _firstColumnItem;
    private readonly int _length;

    public VectorKernel(TScore score, EncodedProblem problem)
    {
        _score = score;
        _features = (VectorFeatures)problem.Features;
        _firstColumnItem = problem.FirstColumnItem;
        _length = (_features.Dimension + Lanes - 1) / Lanes * Lanes;
    }

    [SkipLocalsInit]
    public void Run<TSink>(int firstRow, int rowCount, int firstColumn, int columnCount, TSink sink) where TSink : struct, ISink
    {
        using var memory = AlignedMemory.Rent((rowCount + 1L + Lanes) * _length * sizeof(double));
        var rows = (double*)memory.Start;
        var columns = rows + (rowCount + 1L) * _length;
        for (var row = 0; row < rowCount; row++)
        {
            Widen(firstRow + row, rows + (nint)row * _length);
        }

        Widen(firstRow + rowCount - 1, rows + (nint)rowCount * _length); // a last row without a partner gets itself
        var norms = _features.SquaredNorms;
        var references = stackalloc double[Lanes];
        var dots = stackalloc double[2 * Lanes];
        for (var c = 0; c < columnCount; c += Lanes)
        {
            for (var k = 0; k < Lanes; k++)
            {
                var item = _firstColumnItem + firstColumn + Math.Min(c + k, columnCount - 1);
                Widen(item, columns + (nint)k * _length);
                references[k] = norms[item];
            }

            var reference = new Real8(Vector512.Load(references));
            for (var row = 0; row < rowCount; row += 2)
            {
                Dots(rows + (nint)row * _length, columns, _length, dots);
                for (var k = 0; k < 2 && row + k < rowCount; k++)
                {
                    var score = _score.Score(new Real8(Vector512.Load(dots + k * Lanes)), Real8.Of(norms[firstRow + row + k]), reference);
                    sink.Put(row + k, firstColumn + c, score.Value);
                }
            }
        }
    }

    public void Dispose()
    {
    }

    private void Widen(int item, double* target)
    {
        var vector = _features[item];
        for (var k = 0; k < vector.Length; k++)
        {
            target[k] = vector[k];
        }

        for (var k = vector.Length; k < _length; k++)
        {
            target[k] = 0; // adds nothing to a lane, to the bit: no lane is ever -0
        }
    }

    // The products of two rows with eight columns. A product of two floats is exact, so a fused multiply-add rounds as the definition does.
    private static void Dots(double* left, double* columns, int length, double* dots)
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
            var column = columns + k;
            Add(ref a0, ref b0, a, b, column);
            Add(ref a1, ref b1, a, b, column += length);
            Add(ref a2, ref b2, a, b, column += length);
            Add(ref a3, ref b3, a, b, column += length);
            Add(ref a4, ref b4, a, b, column += length);
            Add(ref a5, ref b5, a, b, column += length);
            Add(ref a6, ref b6, a, b, column += length);
            Add(ref a7, ref b7, a, b, column + length);
        }

        Trees(a0, a1, a2, a3).Store(dots);
        Trees(a4, a5, a6, a7).Store(dots + 4);
        Trees(b0, b1, b2, b3).Store(dots + 8);
        Trees(b4, b5, b6, b7).Store(dots + 12);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref Vector512<double> a, ref Vector512<double> b, Vector512<double> left, Vector512<double> right, double* column)
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
