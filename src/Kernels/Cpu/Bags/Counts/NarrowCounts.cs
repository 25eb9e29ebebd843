using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Accelerated.Kernels.Cpu;

/// <summary>Counts below 256.</summary>
/// <param name="counts">Memory of <see cref="BitPlanes.Columns"/> bytes an order.</param>
internal readonly unsafe struct NarrowCounts(byte* counts) : ICounts
{
    /// <summary>The largest count.</summary>
    public const int Largest = byte.MaxValue;

    public void Fill(BagTile tile, int order, int item) => tile.Count(item, counts + order * BitPlanes.Columns);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TReal Load<TReal>(int order, int column)
        where TReal : unmanaged, ILanes<TReal> => TReal.Load(counts + order * BitPlanes.Columns + column);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> LoadSingle(int order, int column)
    {
        var packed = Vector128.Load(counts + order * BitPlanes.Columns + column);
        if (Avx512F.IsSupported)
        {
            return Vector512.ConvertToSingle(Avx512F.ConvertToVector512Int32(packed));
        }

        var (low, high) = Vector128.Widen(packed);
        return Vector512.ConvertToSingle(Vector512.Create(
            Vector256.Create(Vector128.WidenLower(low), Vector128.WidenUpper(low)), Vector256.Create(
                Vector128.WidenLower(high), Vector128.WidenUpper(high))).AsInt32());
    }
}
