using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// Two words of two registers of patterns, for CPUs of sixteen registers: one register's words after the other's, so that their states
/// leave room for what a step needs in between.
/// </summary>
/// <remarks>
/// Not compiled in tiers: a tile would start in unoptimised code, a hundred times slower. Never inlined: together with its caller a loop is
/// more than the compiler inlines, and several times slower.
/// </remarks>
internal readonly unsafe struct NarrowPairLoop<TStep, TRegister> : ILongLoop<TwoRegisters<TRegister>>
    where TStep : struct, IAlignmentStep where TRegister : unmanaged, IRegister<TRegister>
{
    public static int Words => 2;

    public static int Lag => 0;

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run<TBelow, TAbove>(
        byte* rows, int* offsets, int* text, int length, int nothing, byte* carries, ulong* table, TwoRegisters<TRegister>* states)
        where TBelow : struct, IWordsBelow where TAbove : struct, IWordsAbove
    {
        var a = AlignmentState<TRegister>.Start;
        var b = AlignmentState<TRegister>.Start;
        var c = AlignmentState<TRegister>.Start;
        var d = AlignmentState<TRegister>.Start;
        var before = (TRegister*)rows;
        for (var end = text + length; text < end; text++)
        {
            var row = (TRegister*)(rows + offsets[*text]);
            var top = TBelow.Lowest<TStep, TRegister>(carries, table, row[0], before[0], ref a);
            top = TStep.StepWord(row[2], before[2], top.TopBits(), ref b);
            TAbove.Store<TStep, TRegister>(carries, top);
            carries += MoreWords.Bytes<TStep, TRegister>();
            top = TBelow.Lowest<TStep, TRegister>(carries, table, row[1], before[1], ref c);
            top = TStep.StepWord(row[3], before[3], top.TopBits(), ref d);
            TAbove.Store<TStep, TRegister>(carries, top);
            carries += MoreWords.Bytes<TStep, TRegister>();
            before = row;
        }

        states[0] = new(a.VP, c.VP);
        states[1] = new(a.VN, c.VN);
        states[2] = new(b.VP, d.VP);
        states[3] = new(b.VN, d.VN);
    }
}
