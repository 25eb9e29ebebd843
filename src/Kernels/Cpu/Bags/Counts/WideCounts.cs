using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Accelerated.Kernels.Cpu;

/// <summary>Counts of any size.</summary>
/// <param name="counts">Memory of <see cref="BitPlanes.Columns"/> whole numbers an order.</param>
internal readonly unsafe struct WideCounts(int* counts) : ICounts
{
    public void Fill(BagTile tile, int order, int item) => tile.Count(item, counts + order * BitPlanes.Columns);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> Load(int order, int column) => ToDoubles(Vector256.Load(counts + order * BitPlanes.Columns + column));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> LoadSingle(int order, int column) => Vector512.ConvertToSingle(Vector512.Load(counts + order * BitPlanes.Columns + column));

    /// <summary>Whole numbers as doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> ToDoubles(Vector256<int> whole) => Avx.IsSupported
        ? Vector512.Create(Avx.ConvertToVector256Double(whole.GetLower()), Avx.ConvertToVector256Double(whole.GetUpper()))
        : Vector512.ConvertToDouble(Vector512.Create(Vector256.WidenLower(whole), Vector256.WidenUpper(whole)));
}
