using System.Runtime.CompilerServices;
using ILGPU;

namespace Accelerated.Kernels.Gpu;

/// <summary>Rounds scores to single precision and stores them row by row; the lanes of a row are neighbours in memory.</summary>
/// <param name="target">The matrix.</param>
internal readonly struct MatrixDeviceSink(ArrayView<float> target) : IDeviceSink
{
    private readonly ArrayView<float> _target = target;

    /// <summary>The matrix.</summary>
    public ArrayView<float> Target => _target;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ArrayView<double> Begin(Tile tile) => ArrayView<double>.Empty;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(ArrayView<double> lanes, Tile tile, int row, int column, DeviceReal score) =>
        _target[tile.Output + row * tile.Stride + column] = (float)score.Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void End(ArrayView<double> lanes, Tile tile)
    {
    }
}
