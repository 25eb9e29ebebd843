using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// Some texts against two registers of patterns that fit a lane, for processors of sixteen registers: chains of operations, a register after
/// the other, as many as leave room for what a step needs in between: three texts where a state has two parts, two where it has three.
/// </summary>
/// <remarks>
/// Not compiled in tiers: a tile would start in unoptimised code, a hundred times slower. Never inlined: together with its caller a loop is
/// more than the compiler inlines, and several times slower.
/// </remarks>
internal static unsafe class NarrowWordLoop<TStep, TRegister> where TStep : struct, IAlignmentStep where TRegister : unmanaged, IRegister<TRegister>
{
    /// <summary>Takes three texts, none longer than the next; for a step that reads neither the last token nor the third part.</summary>
    /// <param name="rows">The match table, two registers a row.</param>
    /// <param name="places">Where each token's row starts.</param>
    /// <param name="texts">The texts.</param>
    /// <param name="states">Receives the first part of a text's two states, then the second; text by text.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Three(byte* rows, int* places, TextRow* texts, TRegister* states)
    {
        var (a, a2) = (TRegister.AllSet, TRegister.Zero);
        var (b, b2) = (a, a2);
        var (c, c2) = (a, a2);
        var (d, d2) = (a, a2);
        var (e, e2) = (a, a2);
        var (f, f2) = (a, a2);
        var none = TRegister.Zero;
        var third = TRegister.Zero;
        var text = texts->Tokens;
        var text2 = texts[1].Tokens;
        var text3 = texts[2].Tokens;
        var length = texts->Length;
        for (nint k = 0; k < length; k++)
        {
            var row = (TRegister*)(rows + places[text[k]]);
            TStep.Step(row[0], none, ref a, ref a2, ref third, out _, out _, out _);
            TStep.Step(row[1], none, ref b, ref b2, ref third, out _, out _, out _);
            row = (TRegister*)(rows + places[text2[k]]);
            TStep.Step(row[0], none, ref c, ref c2, ref third, out _, out _, out _);
            TStep.Step(row[1], none, ref d, ref d2, ref third, out _, out _, out _);
            row = (TRegister*)(rows + places[text3[k]]);
            TStep.Step(row[0], none, ref e, ref e2, ref third, out _, out _, out _);
            TStep.Step(row[1], none, ref f, ref f2, ref third, out _, out _, out _);
        }

        states[0] = a;
        states[1] = b;
        states[2] = a2;
        states[3] = b2;
        for (nint k = length; k < texts[1].Length; k++)
        {
            var row = (TRegister*)(rows + places[text2[k]]);
            TStep.Step(row[0], none, ref c, ref c2, ref third, out _, out _, out _);
            TStep.Step(row[1], none, ref d, ref d2, ref third, out _, out _, out _);
        }

        states[4] = c;
        states[5] = d;
        states[6] = c2;
        states[7] = d2;
        for (nint k = length; k < texts[2].Length; k++)
        {
            var row = (TRegister*)(rows + places[text3[k]]);
            TStep.Step(row[0], none, ref e, ref e2, ref third, out _, out _, out _);
            TStep.Step(row[1], none, ref f, ref f2, ref third, out _, out _, out _);
        }

        states[8] = e;
        states[9] = f;
        states[10] = e2;
        states[11] = f2;
    }

    /// <summary>Takes two texts, the second at least as long as the first.</summary>
    /// <param name="rows">The match table, two registers a row.</param>
    /// <param name="places">Where each token's row starts.</param>
    /// <param name="texts">The texts.</param>
    /// <param name="states">Receives what <see cref="Three"/> says.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Two(byte* rows, int* places, TextRow* texts, TRegister* states)
    {
        var (a, a2, a3) = (TRegister.AllSet, TRegister.Zero, TRegister.Zero);
        var (b, b2, b3) = (a, a2, a3);
        var (c, c2, c3) = (a, a2, a3);
        var (d, d2, d3) = (a, a2, a3);
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
            before = row;
            row = (TRegister*)(rows + places[text2[k]]);
            TStep.Step(row[0], before2[0], ref c, ref c2, ref c3, out _, out _, out _);
            TStep.Step(row[1], before2[1], ref d, ref d2, ref d3, out _, out _, out _);
            before2 = row;
        }

        states[0] = a;
        states[1] = b;
        states[2] = a2;
        states[3] = b2;
        for (nint k = length; k < texts[1].Length; k++)
        {
            var row = (TRegister*)(rows + places[text2[k]]);
            TStep.Step(row[0], before2[0], ref c, ref c2, ref c3, out _, out _, out _);
            TStep.Step(row[1], before2[1], ref d, ref d2, ref d3, out _, out _, out _);
            before2 = row;
        }

        states[4] = c;
        states[5] = d;
        states[6] = c2;
        states[7] = d2;
    }
}
