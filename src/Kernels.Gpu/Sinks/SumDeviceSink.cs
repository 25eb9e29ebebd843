using System.Runtime.CompilerServices;
using ILGPU;

namespace Accelerated.Kernels.Gpu;

/// <summary>
/// Adds units x score in the order of <see cref="RowSum"/>: a tile is one chunk of columns, its lanes are the canonical lanes. Each row
/// gives one partial sum a chunk; <see cref="PartialSums"/> adds them. No score is written.
/// </summary>
/// <param name="units">The columns' units.</param>
/// <param name="partials">Receives a row's sum over the tile's chunk.</param>
internal readonly struct SumDeviceSink(ArrayView<long> units, ArrayView<double> partials) : IDeviceSink
{
    private readonly ArrayView<long> _units = units;
    private readonly ArrayView<double> _partials = partials;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ArrayView<double> Begin(Tile tile)
    {
        var lanes = SharedMemory.Allocate<double>(Tile.MostRows * Tile.Lanes);
        for (var row = Group.IdxY; row < tile.Rows; row += Group.DimY)
        {
            lanes[row * Tile.Lanes + Group.IdxX] = 0;
        }

        return lanes;
    }

    // A row and lane belong to one thread from Begin to End, so no barrier is needed before it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(ArrayView<double> lanes, Tile tile, int row, int column, DeviceReal score)
    {
        var slot = row * Tile.Lanes + Group.IdxX;
        var unit = new DeviceReal(_units[tile.Unit + column]);
        var sum = new DeviceReal(lanes[slot]) + unit * score;
        lanes[slot] = sum.Value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void End(ArrayView<double> lanes, Tile tile)
    {
        for (var half = Tile.Lanes / 2; half > 0; half /= 2)
        {
            Group.Barrier();
            if (Group.IdxX < half)
            {
                for (var row = Group.IdxY; row < tile.Rows; row += Group.DimY)
                {
                    var slot = row * Tile.Lanes + Group.IdxX;
                    var sum = new DeviceReal(lanes[slot]) + new DeviceReal(lanes[slot + half]);
                    lanes[slot] = sum.Value;
                }
            }
        }

        if (Group.IdxX == 0)
        {
            for (var row = Group.IdxY; row < tile.Rows; row += Group.DimY)
            {
                _partials[tile.Output + row * tile.Stride] = lanes[row * Tile.Lanes];
            }
        }
    }
}
