using System.Runtime.CompilerServices;
using ILGPU;

namespace Accelerated.Kernels.Gpu;

/// <summary>Patterns of up to 128 tokens.</summary>
internal struct TwoWords<TWord> : IAlignmentBlock<TwoWords<TWord>, TWord> where TWord : unmanaged, IAlignmentWord<TWord>
{
    private TWord _a;
    private TWord _b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoWords<TWord> Start() => new() { _a = TWord.Start(), _b = TWord.Start() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoWords<TWord> Step(TwoWords<TWord> block, TWord below, ArrayView<ulong> table, int offset)
    {
        var match = table.SubView(offset, Tile.Lanes + 1);
        var first = match[0];
        var second = match[Tile.Lanes];
        var a = TWord.Step(block._a, below, first);
        var b = TWord.Step(block._b, a, second);
        block._a = a;
        block._b = b;
        return block;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TWord Top(TwoWords<TWord> block) => block._b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Count(TwoWords<TWord> block, int rows)
    {
        var a = TWord.Count(block._a, PatternRows.Mask(rows));
        var b = TWord.Count(block._b, PatternRows.Mask(rows - 64));
        return a + b;
    }
}
