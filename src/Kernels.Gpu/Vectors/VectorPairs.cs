using Accelerated.Metrics;
using ILGPU;

namespace Accelerated.Kernels.Gpu;

/// <summary>
/// Scores of pairs of vectors: a warp takes a row, a lane a column. Elements are stored dimension by dimension, so neighbouring lanes
/// read neighbouring floats; a thread keeps the eight running sums of <see cref="VectorFeatures"/> in registers.
/// </summary>
internal static class VectorPairs
{
    /// <summary>Dimensions are padded with zeros to a multiple of this: a zero product changes no sum, since no sum starts at -0.</summary>
    public const int Step = VectorFeatures.Lanes;

    public static void Kernel<TScore, TSink>(
        ArrayView<Tile> tiles, ArrayView<float> values, int items, int dimension, ArrayView<double> norms, TScore score, TSink sink)
        where TScore : unmanaged, IVectorScore where TSink : struct, IDeviceSink
    {
        var tile = tiles[Grid.IdxX];
        var lanes = sink.Begin(tile);
        for (var row = Group.IdxY; row < tile.Rows; row += Group.DimY)
        {
            var left = tile.Row + row;
            for (var column = Group.IdxX; column < tile.Columns; column += Tile.Lanes)
            {
                var right = tile.Column + column;
                double a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0;
                for (var k = 0; k < dimension; k += Step)
                {
                    var at = (long)k * items;
                    a += (double)values[at + left] * values[at + right];
                    at += items;
                    b += (double)values[at + left] * values[at + right];
                    at += items;
                    c += (double)values[at + left] * values[at + right];
                    at += items;
                    d += (double)values[at + left] * values[at + right];
                    at += items;
                    e += (double)values[at + left] * values[at + right];
                    at += items;
                    f += (double)values[at + left] * values[at + right];
                    at += items;
                    g += (double)values[at + left] * values[at + right];
                    at += items;
                    h += (double)values[at + left] * values[at + right];
                }

                var dot = new DeviceReal(((a + e) + (c + g)) + ((b + f) + (d + h)));
                var hypothesis = new DeviceReal(norms[left]);
                var reference = new DeviceReal(norms[right]);
                var value = score.Score(dot, hypothesis, reference);
                sink.Put(lanes, tile, row, column, value);
            }
        }

        sink.End(lanes, tile);
    }
}
