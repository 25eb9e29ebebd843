using System.Runtime.CompilerServices;
using Accelerated.Metrics;
using ILGPU;

namespace Accelerated.Kernels.Gpu;

/// <summary>
/// A thread's scratch in the device's memory: the cells of a warp's lanes are neighbours, so that they are read and written at once.
/// </summary>
internal readonly struct DeviceScratch<TCell>(ArrayView<TCell> cells, long first) : IScratch<TCell> where TCell : unmanaged
{
    private readonly ArrayView<TCell> _cells = cells;
    private readonly long _first = first;

    public TCell this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _cells[_first + (long)index * Tile.Lanes];

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        set => _cells[_first + (long)index * Tile.Lanes] = value;
    }
}
