using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>One word of two registers of patterns, for processors of sixteen registers and patterns that do not fill pairs of words.</summary>
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
        byte* rows, int* places, int* text, int length, int nothing, byte* carries, ulong* table, TwoRegisters<TRegister>* states)
        where TBelow : struct, IWordsBelow where TAbove : struct, IWordsAbove
    {
        var (a, a2, a3) = (TRegister.AllSet, TRegister.Zero, TRegister.Zero);
        var (b, b2, b3) = (TRegister.AllSet, TRegister.Zero, TRegister.Zero);
        var before = (TRegister*)rows;
        for (var end = text + length; text < end; text++)
        {
            var row = (TRegister*)(rows + places[*text]);
            TBelow.Lowest<TStep, TRegister>(carries, table, row[0], before[0], ref a, ref a2, ref a3, out var carry, out var carry2, out var carry3);
            TAbove.Leave<TStep, TRegister>(carries, carry, carry2, carry3);
            carries += MoreWords.Bytes<TStep, TRegister>();
            TBelow.Lowest<TStep, TRegister>(carries, table, row[1], before[1], ref b, ref b2, ref b3, out carry, out carry2, out carry3);
            TAbove.Leave<TStep, TRegister>(carries, carry, carry2, carry3);
            carries += MoreWords.Bytes<TStep, TRegister>();
            before = row;
        }

        states[0] = new(a, b);
        states[1] = new(a2, b2);
    }
}
