using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// Two texts against four registers of patterns that fit a lane, for steps whose state has three parts and CPUs of thirty-two registers: a
/// register after the other, so that the states leave room for what a step needs in between.
/// </summary>
/// <remarks>
/// Not compiled in tiers: a tile would start in unoptimised code, a hundred times slower. Never inlined: together with its caller a loop is
/// more than the compiler inlines, and several times slower.
/// </remarks>
internal static unsafe class ThreefoldWordLoop<TStep, TRegister>
    where TStep : struct, IAlignmentStep where TRegister : unmanaged, IRegister<TRegister>
{
    /// <summary>Takes two texts, the second at least as long as the first.</summary>
    /// <param name="rows">The match table, four registers a row.</param>
    /// <param name="offsets">Where each token's row starts.</param>
    /// <param name="texts">The texts.</param>
    /// <param name="states">Receives VP of a text's four states, then VN; text by text.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Two(byte* rows, int* offsets, TextRow* texts, TRegister* states)
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
        var before2 = before;
        var text = texts->Tokens;
        var text2 = texts[1].Tokens;
        var length = texts->Length;
        for (nint k = 0; k < length; k++)
        {
            var row = (TRegister*)(rows + offsets[text[k]]);
            TStep.Step(row[0], before[0], ref a);
            TStep.Step(row[1], before[1], ref b);
            TStep.Step(row[2], before[2], ref c);
            TStep.Step(row[3], before[3], ref d);
            before = row;
            row = (TRegister*)(rows + offsets[text2[k]]);
            TStep.Step(row[0], before2[0], ref e);
            TStep.Step(row[1], before2[1], ref f);
            TStep.Step(row[2], before2[2], ref g);
            TStep.Step(row[3], before2[3], ref h);
            before2 = row;
        }

        states[0] = a.VP;
        states[1] = b.VP;
        states[2] = c.VP;
        states[3] = d.VP;
        states[4] = a.VN;
        states[5] = b.VN;
        states[6] = c.VN;
        states[7] = d.VN;
        for (nint k = length; k < texts[1].Length; k++)
        {
            var row = (TRegister*)(rows + offsets[text2[k]]);
            TStep.Step(row[0], before2[0], ref e);
            TStep.Step(row[1], before2[1], ref f);
            TStep.Step(row[2], before2[2], ref g);
            TStep.Step(row[3], before2[3], ref h);
            before2 = row;
        }

        states[8] = e.VP;
        states[9] = f.VP;
        states[10] = g.VP;
        states[11] = h.VP;
        states[12] = e.VN;
        states[13] = f.VN;
        states[14] = g.VN;
        states[15] = h.VN;
    }
}
