using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Accelerated.Kernels.Cpu;

/// <summary>Counts of any size.</summary>
/// <param name="counts">Memory of <see cref="BitPlanes.Columns"/> whole numbers an order.</param>
internal readonly unsafe struct WideCounts(int* counts) : ICounts
{
    public void Fill(BagTile tile, int order, int item) => tile.Count(item, counts + order * BitPlanes.Columns);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TReal Load<TReal>(int order, int column)
        where TReal : unmanaged, ILanes<TReal> => TReal.Load(counts + order * BitPlanes.Columns + column);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> LoadSingle(int order, int column) =>
        Vector512.ConvertToSingle(Vector512.Load(counts + order * BitPlanes.Columns + column));
}
