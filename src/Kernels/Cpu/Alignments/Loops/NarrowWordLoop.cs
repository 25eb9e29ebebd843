using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// Some texts against two registers of patterns that fit a lane, for CPUs of sixteen registers: chains of operations, a register after
/// the other, as many as leave room for what a step needs in between: three texts where a state has two parts, two where it has three.
/// </summary>
/// <remarks>
/// Not compiled in tiers: a tile would start in unoptimised code, a hundred times slower. Never inlined: together with its caller a loop is
/// more than the compiler inlines, and several times slower.
/// </remarks>
internal static unsafe class NarrowWordLoop<TStep, TRegister>
    where TStep : struct, IAlignmentStep where TRegister : unmanaged, IRegister<TRegister>
{
    /// <summary>Takes three texts, none longer than the next; for a step that reads neither the last PM nor D0.</summary>
    /// <param name="rows">The match table, two registers a row.</param>
    /// <param name="offsets">Where each token's row starts.</param>
    /// <param name="texts">The texts.</param>
    /// <param name="states">Receives VP of a text's two states, then VN; text by text.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Three(byte* rows, int* offsets, TextRow* texts, TRegister* states)
    {
        var a = AlignmentState<TRegister>.Start;
        var b = a;
        var c = a;
        var d = a;
        var e = a;
        var f = a;
        var none = TRegister.Zero;
        var text = texts->Tokens;
        var text2 = texts[1].Tokens;
        var text3 = texts[2].Tokens;
        var length = texts->Length;
        for (nint k = 0; k < length; k++)
        {
            var row = (TRegister*)(rows + offsets[text[k]]);
            TStep.Step(row[0], none, ref a);
            TStep.Step(row[1], none, ref b);
            row = (TRegister*)(rows + offsets[text2[k]]);
            TStep.Step(row[0], none, ref c);
            TStep.Step(row[1], none, ref d);
            row = (TRegister*)(rows + offsets[text3[k]]);
            TStep.Step(row[0], none, ref e);
            TStep.Step(row[1], none, ref f);
        }

        states[0] = a.VP;
        states[1] = b.VP;
        states[2] = a.VN;
        states[3] = b.VN;
        for (nint k = length; k < texts[1].Length; k++)
        {
            var row = (TRegister*)(rows + offsets[text2[k]]);
            TStep.Step(row[0], none, ref c);
            TStep.Step(row[1], none, ref d);
        }

        states[4] = c.VP;
        states[5] = d.VP;
        states[6] = c.VN;
        states[7] = d.VN;
        for (nint k = length; k < texts[2].Length; k++)
        {
            var row = (TRegister*)(rows + offsets[text3[k]]);
            TStep.Step(row[0], none, ref e);
            TStep.Step(row[1], none, ref f);
        }

        states[8] = e.VP;
        states[9] = f.VP;
        states[10] = e.VN;
        states[11] = f.VN;
    }

    /// <summary>Takes two texts, the second at least as long as the first.</summary>
    /// <param name="rows">The match table, two registers a row.</param>
    /// <param name="offsets">Where each token's row starts.</param>
    /// <param name="texts">The texts.</param>
    /// <param name="states">As in <see cref="Three"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Two(byte* rows, int* offsets, TextRow* texts, TRegister* states)
    {
        var a = AlignmentState<TRegister>.Start;
        var b = a;
        var c = a;
        var d = a;
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
            before = row;
            row = (TRegister*)(rows + offsets[text2[k]]);
            TStep.Step(row[0], before2[0], ref c);
            TStep.Step(row[1], before2[1], ref d);
            before2 = row;
        }

        states[0] = a.VP;
        states[1] = b.VP;
        states[2] = a.VN;
        states[3] = b.VN;
        for (nint k = length; k < texts[1].Length; k++)
        {
            var row = (TRegister*)(rows + offsets[text2[k]]);
            TStep.Step(row[0], before2[0], ref c);
            TStep.Step(row[1], before2[1], ref d);
            before2 = row;
        }

        states[4] = c.VP;
        states[5] = d.VP;
        states[6] = c.VN;
        states[7] = d.VN;
    }
}
