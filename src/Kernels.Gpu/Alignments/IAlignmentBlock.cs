using ILGPU;

namespace Accelerated.Kernels.Gpu;

/// <summary>One, two or four words of a column, in registers.</summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
/// <typeparam name="TWord">The statistic's word.</typeparam>
internal interface IAlignmentBlock<TSelf, TWord>
    where TSelf : unmanaged, IAlignmentBlock<TSelf, TWord> where TWord : unmanaged, IAlignmentWord<TWord>
{
    /// <summary>Before the first token.</summary>
    static abstract TSelf Start();

    /// <summary>
    /// The words after one more text token, whose match words for this lane start at <paramref name="offset"/>, 32 apart.
    /// </summary>
    static abstract TSelf Step(TSelf block, TWord below, ArrayView<ulong> table, int offset);

    /// <summary>The highest word.</summary>
    static abstract TWord Top(TSelf block);

    /// <summary>What the lowest <paramref name="rows"/> rows add to the distance; rows beyond the block's or below 0 add nothing.</summary>
    static abstract int Count(TSelf block, int rows);
}
