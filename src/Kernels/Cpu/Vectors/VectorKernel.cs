using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// Scores of a vector metric. A dot product's eight lanes (<see cref="VectorFeatures"/>) are one vector; two rows and eight columns are
/// taken together, so that sixteen sums are under way and each element is read for several of them.
/// </summary>
internal sealed unsafe class VectorKernel<TScore> : IPairKernel where TScore : unmanaged, IVectorScore
{
    private const int Lanes = VectorFeatures.Lanes;
    private const long RowBytes = 256 << 10;
    private const int LeastRows = 16;

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

    public void Run<TSink>(int firstRow, int rowCount, int firstColumn, int columnCount, TSink sink, CancellationToken cancellation) where TSink : struct, ISink
    {
        // As many rows as the second-level cache holds are taken through all columns.
        var rowBytes = (long)_length * sizeof(double);
        var most = (int)Math.Clamp(RowBytes / rowBytes, LeastRows, Math.Max(LeastRows, rowCount));
        using var memory = AlignedMemory.Rent((Math.Min(most, rowCount) + 1L + Lanes) * rowBytes);
        for (var row = 0; row < rowCount; row += most)
        {
            cancellation.ThrowIfCancellationRequested();
            Run(firstRow, row, Math.Min(most, rowCount - row), firstColumn, columnCount, (double*)memory.Start, sink);
        }
    }

    public void Dispose()
    {
    }

    [SkipLocalsInit]
    private void Run<TSink>(int firstRow, int start, int rowCount, int firstColumn, int columnCount, double* scratch, TSink sink)
        where TSink : struct, ISink
    {
        var columns = scratch;
        var rows = columns + (nint)Lanes * _length;
        for (var row = 0; row <= rowCount; row++)
        {
            var item = firstRow + start + Math.Min(row, rowCount - 1); // a last row without a partner gets itself
            Widen(item, rows + (nint)row * _length, Lanes);
        }

        var norms = _features.SquaredNorms;
        var references = stackalloc double[Lanes];
        var dots = stackalloc double[2 * Lanes];
        for (var c = 0; c < columnCount; c += Lanes)
        {
            for (var k = 0; k < Lanes; k++)
            {
                var item = _firstColumnItem + firstColumn + Math.Min(c + k, columnCount - 1);
                Widen(item, columns + k * Lanes, Lanes * Lanes);
                references[k] = norms[item];
            }

            for (var row = 0; row < rowCount; row += 2)
            {
                Dots(rows + (nint)row * _length, columns, _length, dots);
                for (var k = 0; k < 2 && row + k < rowCount; k++)
                {
                    var norm = norms[firstRow + start + row + k];
                    if (Avx512F.IsSupported)
                    {
                        Score<TSink, Real8>(dots + k * Lanes, norm, references, start + row + k, firstColumn + c, firstColumn + columnCount, sink);
                    }
                    else
                    {
                        Score<TSink, Real4>(dots + k * Lanes, norm, references, start + row + k, firstColumn + c, firstColumn + columnCount, sink);
                    }
                }
            }
        }
    }

    private void Score<TSink, TReal>(double* dots, double norm, double* references, int row, int column, int end, TSink sink)
        where TSink : struct, ISink where TReal : unmanaged, ILanes<TReal>
    {
        for (var k = 0; k < Lanes && column + k < end; k += TReal.Count)
        {
            sink.Put(row, column + k, _score.Score(TReal.Load(dots + k), TReal.Of(norm), TReal.Load(references + k)));
        }
    }

    // As doubles, eight elements every step; zeros at the end add nothing to a lane, to the bit, for no lane is ever -0.
    private void Widen(int item, double* target, int step)
    {
        var vector = _features[item];
        var k = 0;
        for (; k + Vector512<float>.Count <= vector.Length; k += Vector512<float>.Count)
        {
            var (low, high) = Vector512.Widen(Vector512.Create(vector[k..]));
            low.Store(target);
            high.Store(target + step);
            target += 2 * step;
        }

        for (; k < _length; k += Lanes)
        {
            for (var lane = 0; lane < Lanes; lane++)
            {
                target[lane] = k + lane < vector.Length ? vector[k + lane] : 0;
            }

            target += step;
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
