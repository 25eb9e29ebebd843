using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>Two words.</summary>
/// <remarks>
/// Not compiled in tiers: a tile would start in unoptimised code, a hundred times slower. Never inlined: together with its caller a loop is
/// more than the compiler inlines, and several times slower.
/// </remarks>
internal readonly unsafe struct PairLoop<TStep, TBits> : ILongLoop<TBits> where TStep : struct, IAlignmentStep where TBits : unmanaged, IBits<TBits>
{
    public static int Words => 2;

    public static int Lag => 0;

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run<TBelow, TAbove>(byte* rows, int* places, int* text, int length, int nothing, byte* carries, ulong* table, TBits* states)
        where TBelow : struct, IWordsBelow where TAbove : struct, IWordsAbove
    {
        var (first0, second0, third0) = (TBits.AllSet, TBits.Zero, TBits.Zero);
        var (first1, second1, third1) = (TBits.AllSet, TBits.Zero, TBits.Zero);
        var before = (TBits*)rows;
        for (var end = text + length; text < end; text++)
        {
            var row = (TBits*)(rows + places[*text]);
            TBelow.Lowest<TStep, TBits>(carries, table, row[0], before[0], ref first0, ref second0, ref third0, out var carry, out var carry2, out var carry3);
            TStep.StepWord(
                row[1], before[1], TBits.TopBit(carry), TBits.TopBit(carry2), TBits.TopBit(carry3), ref first1, ref second1, ref third1, out carry, out carry2, out carry3);
            TAbove.Leave<TStep, TBits>(carries, carry, carry2, carry3);
            carries += MoreWords.Bytes<TStep, TBits>();
            before = row;
        }

        states[0] = first0;
        states[1] = second0;
        states[2] = first1;
        states[3] = second1;
    }
}
