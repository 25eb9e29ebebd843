using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// Two texts against four registers of patterns that fit a lane, for steps whose state has three parts and processors of thirty-two registers: a
/// register after the other, so that the states leave room for what a step needs in between.
/// </summary>
/// <remarks>
/// Not compiled in tiers: a tile would start in unoptimised code, a hundred times slower. Never inlined: together with its caller a loop is
/// more than the compiler inlines, and several times slower.
/// </remarks>
internal static unsafe class ThreefoldWordLoop<TStep, TRegister> where TStep : struct, IAlignmentStep where TRegister : unmanaged, IRegister<TRegister>
{
    /// <summary>Takes two texts, the second at least as long as the first.</summary>
    /// <param name="rows">The match table, four registers a row.</param>
    /// <param name="places">Where each token's row starts.</param>
    /// <param name="texts">The texts.</param>
    /// <param name="states">Receives the first part of a text's four states, then the second; text by text.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Two(byte* rows, int* places, TextRow* texts, TRegister* states)
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
        var before2 = before;
        var text = texts->Tokens;
        var text2 = texts[1].Tokens;
        var length = texts->Length;
        for (nint k = 0; k < length; k++)
        {
            var row = (TRegister*)(rows + places[text[k]]);
            TStep.Step(row[0], before[0], ref a, ref a2, ref a3, out _, out _, out _);
            TStep.Step(row[1], before[1], ref b, ref b2, ref b3, out _, out _, out _);
            TStep.Step(row[2], before[2], ref c, ref c2, ref c3, out _, out _, out _);
            TStep.Step(row[3], before[3], ref d, ref d2, ref d3, out _, out _, out _);
            before = row;
            row = (TRegister*)(rows + places[text2[k]]);
            TStep.Step(row[0], before2[0], ref e, ref e2, ref e3, out _, out _, out _);
            TStep.Step(row[1], before2[1], ref f, ref f2, ref f3, out _, out _, out _);
            TStep.Step(row[2], before2[2], ref g, ref g2, ref g3, out _, out _, out _);
            TStep.Step(row[3], before2[3], ref h, ref h2, ref h3, out _, out _, out _);
            before2 = row;
        }

        states[0] = a;
        states[1] = b;
        states[2] = c;
        states[3] = d;
        states[4] = a2;
        states[5] = b2;
        states[6] = c2;
        states[7] = d2;
        for (nint k = length; k < texts[1].Length; k++)
        {
            var row = (TRegister*)(rows + places[text2[k]]);
            TStep.Step(row[0], before2[0], ref e, ref e2, ref e3, out _, out _, out _);
            TStep.Step(row[1], before2[1], ref f, ref f2, ref f3, out _, out _, out _);
            TStep.Step(row[2], before2[2], ref g, ref g2, ref g3, out _, out _, out _);
            TStep.Step(row[3], before2[3], ref h, ref h2, ref h3, out _, out _, out _);
            before2 = row;
        }

        states[8] = e;
        states[9] = f;
        states[10] = g;
        states[11] = h;
        states[12] = e2;
        states[13] = f2;
        states[14] = g2;
        states[15] = h2;
    }
}
