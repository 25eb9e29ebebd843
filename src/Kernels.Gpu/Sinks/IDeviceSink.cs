using ILGPU;

namespace Accelerated.Kernels.Gpu;

/// <summary>
/// Where a kernel puts scores. Implemented by structs that hold device views, so that a kernel is specialised for each. A group calls
/// <see cref="Begin"/>, then <see cref="Put"/> once a pair, columns of one lane in ascending order by the same thread, then
/// <see cref="End"/>.
/// </summary>
internal interface IDeviceSink
{
    /// <summary>Prepares the group; returns its shared running sums, if the sink has any.</summary>
    ArrayView<double> Begin(Tile tile);

    /// <summary>Takes the score of row <paramref name="row"/> and column <paramref name="column"/> of the tile.</summary>
    void Put(ArrayView<double> lanes, Tile tile, int row, int column, DeviceReal score);

    /// <summary>Finishes the tile; every thread of the group calls it.</summary>
    void End(ArrayView<double> lanes, Tile tile);
}
