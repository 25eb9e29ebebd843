using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// Scores of a vector metric. A dot product has eight lanes (<see cref="VectorFeatures"/>); two rows and several columns are taken
/// together, so that many sums are under way and each element is read for several of them.
/// </summary>
internal sealed unsafe class VectorKernel<TScore> : IPairKernel where TScore : unmanaged, IVectorScore
{
    private const int Lanes = VectorFeatures.Lanes;
    private const int DotRows = 16; // taken together, an even number
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

    public void Run<TSink>(int firstRow, int rowCount, int firstColumn, int columnCount, TSink sink, CancellationToken cancellation)
        where TSink : struct, ISink
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
        var dots = stackalloc double[DotRows * Lanes];
        for (var c = 0; c < columnCount; c += Lanes)
        {
            for (var k = 0; k < Lanes; k++)
            {
                var item = _firstColumnItem + firstColumn + Math.Min(c + k, columnCount - 1);
                Widen(item, columns + k * Lanes, Lanes * Lanes);
                references[k] = norms[item];
            }

            for (var row = 0; row < rowCount; row += DotRows)
            {
                var count = Math.Min(DotRows, rowCount - row);
                var left = rows + (nint)row * _length;
                if (Avx512F.IsSupported)
                {
                    Dots512.Of(left, count, columns, _length, dots);
                }
                else
                {
                    Dots256.Of(left, count, columns, _length, dots);
                }

                for (var k = 0; k < count; k++)
                {
                    var norm = norms[firstRow + start + row + k];
                    if (Avx512F.IsSupported)
                    {
                        Score<TSink, Real8>(
                            dots + k * Lanes, norm, references, start + row + k, firstColumn + c, firstColumn + columnCount, sink);
                    }
                    else
                    {
                        Score<TSink, Real4>(
                            dots + k * Lanes, norm, references, start + row + k, firstColumn + c, firstColumn + columnCount, sink);
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Score<TSink, TReal>(double* dots, double norm, double* references, int row, int column, int end, TSink sink)
        where TSink : struct, ISink where TReal : unmanaged, ILanes<TReal>
    {
        for (var k = 0; k < Lanes && column + k < end; k += TReal.Count)
        {
            sink.Put(row, column + k, _score.Score(TReal.Load(dots + k), TReal.Of(norm), TReal.Load(references + k)));
        }
    }

    // As doubles, eight elements every step; zeros at the end add nothing to a lane, to the bit, for no lane is ever -0.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
}
