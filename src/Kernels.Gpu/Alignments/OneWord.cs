using System.Runtime.CompilerServices;
using ILGPU;

namespace Accelerated.Kernels.Gpu;

/// <summary>Patterns of up to 64 tokens.</summary>
internal struct OneWord<TWord> : IAlignmentBlock<OneWord<TWord>, TWord> where TWord : unmanaged, IAlignmentWord<TWord>
{
    private TWord _a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneWord<TWord> Start() => new() { _a = TWord.Start() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneWord<TWord> Step(OneWord<TWord> block, TWord below, ArrayView<ulong> table, int offset)
    {
        var match = table[offset];
        block._a = TWord.Step(block._a, below, match);
        return block;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TWord Top(OneWord<TWord> block) => block._a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Count(OneWord<TWord> block, int rows) => TWord.Count(block._a, PatternRows.Mask(rows));
}
