using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// Two words of four registers of patterns, for steps whose state has three parts and processors of thirty-two registers: one register's
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
        byte* rows, int* places, int* text, int length, int nothing, byte* carries, ulong* table, FourRegisters<TRegister>* states)
        where TBelow : struct, IWordsBelow where TAbove : struct, IWordsAbove
    {
        var (a, a2, a3) = (TRegister.AllSet, TRegister.Zero, TRegister.Zero);
        var (b, b2, b3) = (a, a2, a3);
        var (c, c2, c3) = (a, a2, a3);
        var (d, d2, d3) = (a, a2, a3);
        var (e, e2, e3) = (a, a2, a3);
        var (f, f2, f3) = (a, a2, a3);
        var (g, g2, g3) = (a, a2, a3);
        var (h, h2, h3) = (a, a2, a3);
        var before = (TRegister*)rows;
        for (var end = text + length; text < end; text++)
        {
            var row = (TRegister*)(rows + places[*text]);
            TBelow.Lowest<TStep, TRegister>(carries, table, row[0], before[0], ref a, ref a2, ref a3, out var carry, out var carry2, out var carry3);
            TStep.StepWord(
                row[4], before[4], TRegister.TopBit(carry), TRegister.TopBit(carry2), TRegister.TopBit(carry3), ref b, ref b2, ref b3, out carry, out carry2, out carry3);
            TAbove.Leave<TStep, TRegister>(carries, carry, carry2, carry3);
            carries += MoreWords.Bytes<TStep, TRegister>();
            TBelow.Lowest<TStep, TRegister>(carries, table, row[1], before[1], ref c, ref c2, ref c3, out carry, out carry2, out carry3);
            TStep.StepWord(
                row[5], before[5], TRegister.TopBit(carry), TRegister.TopBit(carry2), TRegister.TopBit(carry3), ref d, ref d2, ref d3, out carry, out carry2, out carry3);
            TAbove.Leave<TStep, TRegister>(carries, carry, carry2, carry3);
            carries += MoreWords.Bytes<TStep, TRegister>();
            TBelow.Lowest<TStep, TRegister>(carries, table, row[2], before[2], ref e, ref e2, ref e3, out carry, out carry2, out carry3);
            TStep.StepWord(
                row[6], before[6], TRegister.TopBit(carry), TRegister.TopBit(carry2), TRegister.TopBit(carry3), ref f, ref f2, ref f3, out carry, out carry2, out carry3);
            TAbove.Leave<TStep, TRegister>(carries, carry, carry2, carry3);
            carries += MoreWords.Bytes<TStep, TRegister>();
            TBelow.Lowest<TStep, TRegister>(carries, table, row[3], before[3], ref g, ref g2, ref g3, out carry, out carry2, out carry3);
            TStep.StepWord(
                row[7], before[7], TRegister.TopBit(carry), TRegister.TopBit(carry2), TRegister.TopBit(carry3), ref h, ref h2, ref h3, out carry, out carry2, out carry3);
            TAbove.Leave<TStep, TRegister>(carries, carry, carry2, carry3);
            carries += MoreWords.Bytes<TStep, TRegister>();
            before = row;
        }

        states[0] = new(a, c, e, g);
        states[1] = new(a2, c2, e2, g2);
        states[2] = new(b, d, f, h);
        states[3] = new(b2, d2, f2, h2);
    }
}
