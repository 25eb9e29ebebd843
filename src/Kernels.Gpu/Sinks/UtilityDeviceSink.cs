using System.Runtime.CompilerServices;
using ILGPU;

namespace Accelerated.Kernels.Gpu;

/// <summary>Stores scores in double, row by row.</summary>
/// <param name="target">The utilities.</param>
internal readonly struct UtilityDeviceSink(ArrayView<double> target) : IDeviceSink
{
    private readonly ArrayView<double> _target = target;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ArrayView<double> Begin(Tile tile) => ArrayView<double>.Empty;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(ArrayView<double> lanes, Tile tile, int row, int column, DeviceReal score) =>
        _target[tile.Output + row * tile.Stride + column] = score.Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void End(ArrayView<double> lanes, Tile tile)
    {
    }
}
