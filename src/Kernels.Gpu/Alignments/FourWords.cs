using System.Runtime.CompilerServices;
using ILGPU;

namespace Accelerated.Kernels.Gpu;

/// <summary>Patterns of up to 256 tokens, or a band of 256 rows of a longer one.</summary>
internal struct FourWords<TWord> : IAlignmentBlock<FourWords<TWord>, TWord> where TWord : unmanaged, IAlignmentWord<TWord>
{
    private TWord _a;
    private TWord _b;
    private TWord _c;
    private TWord _d;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourWords<TWord> Start() => new() { _a = TWord.Start(), _b = TWord.Start(), _c = TWord.Start(), _d = TWord.Start() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourWords<TWord> Step(FourWords<TWord> block, TWord below, ArrayView<ulong> table, int offset)
    {
        var match = table.SubView(offset, 3 * Tile.Lanes + 1);
        var first = match[0];
        var second = match[Tile.Lanes];
        var third = match[2 * Tile.Lanes];
        var fourth = match[3 * Tile.Lanes];
        var a = TWord.Step(block._a, below, first);
        var b = TWord.Step(block._b, a, second);
        var c = TWord.Step(block._c, b, third);
        var d = TWord.Step(block._d, c, fourth);
        block._a = a;
        block._b = b;
        block._c = c;
        block._d = d;
        return block;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TWord Top(FourWords<TWord> block) => block._d;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Count(FourWords<TWord> block, int rows)
    {
        var a = TWord.Count(block._a, PatternRows.Mask(rows));
        var b = TWord.Count(block._b, PatternRows.Mask(rows - 64));
        var c = TWord.Count(block._c, PatternRows.Mask(rows - 128));
        var d = TWord.Count(block._d, PatternRows.Mask(rows - 192));
        return a + b + c + d;
    }
}
