using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>One word of two registers of patterns, for CPUs of sixteen registers and patterns that do not fill pairs of words.</summary>
/// <remarks>
/// Not compiled in tiers: a tile would start in unoptimised code, a hundred times slower. Never inlined: together with its caller a loop is
/// more than the compiler inlines, and several times slower.
/// </remarks>
internal readonly unsafe struct NarrowSingleLoop<TStep, TRegister> : ILongLoop<TwoRegisters<TRegister>>
    where TStep : struct, IAlignmentStep where TRegister : unmanaged, IRegister<TRegister>
{
    public static int Words => 1;

    public static int Lag => 0;

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run<TBelow, TAbove>(
        byte* rows, int* offsets, int* text, int length, int nothing, byte* carries, ulong* table, TwoRegisters<TRegister>* states)
        where TBelow : struct, IWordsBelow where TAbove : struct, IWordsAbove
    {
        var a = AlignmentState<TRegister>.Start;
        var b = AlignmentState<TRegister>.Start;
        var before = (TRegister*)rows;
        for (var end = text + length; text < end; text++)
        {
            var row = (TRegister*)(rows + offsets[*text]);
            var top = TBelow.Lowest<TStep, TRegister>(carries, table, row[0], before[0], ref a);
            TAbove.Store<TStep, TRegister>(carries, top);
            carries += MoreWords.Bytes<TStep, TRegister>();
            top = TBelow.Lowest<TStep, TRegister>(carries, table, row[1], before[1], ref b);
            TAbove.Store<TStep, TRegister>(carries, top);
            carries += MoreWords.Bytes<TStep, TRegister>();
            before = row;
        }

        states[0] = new(a.VP, b.VP);
        states[1] = new(a.VN, b.VN);
    }
}
