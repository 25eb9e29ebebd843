using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// Two words of four registers of patterns, for steps whose state has three parts and CPUs of thirty-two registers: one register's
/// words after the other's, so that their states leave room for what a step needs in between.
/// </summary>
/// <remarks>
/// Not compiled in tiers: a tile would start in unoptimised code, a hundred times slower. Never inlined: together with its caller a loop is
/// more than the compiler inlines, and several times slower.
/// </remarks>
internal readonly unsafe struct ThreefoldPairLoop<TStep, TRegister> : ILongLoop<FourRegisters<TRegister>>
    where TStep : struct, IAlignmentStep where TRegister : unmanaged, IRegister<TRegister>
{
    public static int Words => 2;

    public static int Lag => 0;

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run<TBelow, TAbove>(
        byte* rows, int* offsets, int* text, int length, int nothing, byte* carries, ulong* table, FourRegisters<TRegister>* states)
        where TBelow : struct, IWordsBelow where TAbove : struct, IWordsAbove
    {
        var a = AlignmentState<TRegister>.Start;
        var b = a;
        var c = a;
        var d = a;
        var e = a;
        var f = a;
        var g = a;
        var h = a;
        var before = (TRegister*)rows;
        for (var end = text + length; text < end; text++)
        {
            var row = (TRegister*)(rows + offsets[*text]);
            var top = TBelow.Lowest<TStep, TRegister>(carries, table, row[0], before[0], ref a);
            top = TStep.StepWord(row[4], before[4], top.TopBits(), ref b);
            TAbove.Store<TStep, TRegister>(carries, top);
            carries += MoreWords.Bytes<TStep, TRegister>();
            top = TBelow.Lowest<TStep, TRegister>(carries, table, row[1], before[1], ref c);
            top = TStep.StepWord(row[5], before[5], top.TopBits(), ref d);
            TAbove.Store<TStep, TRegister>(carries, top);
            carries += MoreWords.Bytes<TStep, TRegister>();
            top = TBelow.Lowest<TStep, TRegister>(carries, table, row[2], before[2], ref e);
            top = TStep.StepWord(row[6], before[6], top.TopBits(), ref f);
            TAbove.Store<TStep, TRegister>(carries, top);
            carries += MoreWords.Bytes<TStep, TRegister>();
            top = TBelow.Lowest<TStep, TRegister>(carries, table, row[3], before[3], ref g);
            top = TStep.StepWord(row[7], before[7], top.TopBits(), ref h);
            TAbove.Store<TStep, TRegister>(carries, top);
            carries += MoreWords.Bytes<TStep, TRegister>();
            before = row;
        }

        states[0] = new(a.VP, c.VP, e.VP, g.VP);
        states[1] = new(a.VN, c.VN, e.VN, g.VN);
        states[2] = new(b.VP, d.VP, f.VP, h.VP);
        states[3] = new(b.VN, d.VN, f.VN, h.VN);
    }
}
