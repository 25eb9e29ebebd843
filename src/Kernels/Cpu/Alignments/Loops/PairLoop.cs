using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>Two words.</summary>
/// <remarks>
/// Not compiled in tiers: a tile would start in unoptimised code, a hundred times slower. Never inlined: together with its caller a loop is
/// more than the compiler inlines, and several times slower.
/// </remarks>
internal readonly unsafe struct PairLoop<TStep, TBits> : ILongLoop<TBits>
    where TStep : struct, IAlignmentStep where TBits : unmanaged, IBits<TBits>
{
    public static int Words => 2;

    public static int Lag => 0;

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run<TBelow, TAbove>(
        byte* rows, int* offsets, int* text, int length, int nothing, byte* carries, ulong* table, TBits* states)
        where TBelow : struct, IWordsBelow where TAbove : struct, IWordsAbove
    {
        var low = AlignmentState<TBits>.Start;
        var high = low;
        var before = (TBits*)rows;
        for (var end = text + length; text < end; text++)
        {
            var row = (TBits*)(rows + offsets[*text]);
            var top = TBelow.Lowest<TStep, TBits>(carries, table, row[0], before[0], ref low);
            top = TStep.StepWord(row[1], before[1], top.TopBits(), ref high);
            TAbove.Store<TStep, TBits>(carries, top);
            carries += MoreWords.Bytes<TStep, TBits>();
            before = row;
        }

        states[0] = low.VP;
        states[1] = low.VN;
        states[2] = high.VP;
        states[3] = high.VN;
    }
}
