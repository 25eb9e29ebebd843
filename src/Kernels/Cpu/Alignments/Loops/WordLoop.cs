using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// One or two texts against patterns that fit a lane. Each register is a chain of operations of its own; two texts and four registers make
/// eight, enough to keep the CPU's vector units busy.
/// </summary>
/// <remarks>
/// Not compiled in tiers: a tile would start in unoptimised code, a hundred times slower. Never inlined: together with its caller a loop is
/// more than the compiler inlines, and several times slower.
/// </remarks>
internal static unsafe class WordLoop<TStep, TBits> where TStep : struct, IAlignmentStep where TBits : unmanaged, IBits<TBits>
{
    /// <summary>Takes one text.</summary>
    /// <param name="rows">The match table.</param>
    /// <param name="offsets">Where each token's row starts.</param>
    /// <param name="text">The text.</param>
    /// <param name="length">Its length.</param>
    /// <param name="states">Receives VP and VN of the state.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void One(byte* rows, int* offsets, int* text, int length, TBits* states)
    {
        var state = AlignmentState<TBits>.Start;
        var before = (TBits*)rows;
        for (var end = text + length; text < end; text++)
        {
            var row = (TBits*)(rows + offsets[*text]);
            TStep.Step(*row, *before, ref state);
            before = row;
        }

        states[0] = state.VP;
        states[1] = state.VN;
    }

    /// <summary>Takes two texts, the second at least as long as the first.</summary>
    /// <param name="rows">The match table.</param>
    /// <param name="offsets">Where each token's row starts.</param>
    /// <param name="text">The first text.</param>
    /// <param name="length">Its length.</param>
    /// <param name="text2">The second text.</param>
    /// <param name="length2">Its length.</param>
    /// <param name="states">Receives VP and VN of the first text's state, then of the second's.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Two(byte* rows, int* offsets, int* text, int length, int* text2, int length2, TBits* states)
    {
        var state = AlignmentState<TBits>.Start;
        var state2 = AlignmentState<TBits>.Start;
        var before = (TBits*)rows;
        var before2 = before;
        var end = text + length;
        var end2 = text2 + length2;
        for (; text < end; text++, text2++)
        {
            var row = (TBits*)(rows + offsets[*text]);
            var row2 = (TBits*)(rows + offsets[*text2]);
            TStep.Step(*row, *before, ref state);
            TStep.Step(*row2, *before2, ref state2);
            before = row;
            before2 = row2;
        }

        states[0] = state.VP;
        states[1] = state.VN;
        for (; text2 < end2; text2++)
        {
            var row2 = (TBits*)(rows + offsets[*text2]);
            TStep.Step(*row2, *before2, ref state2);
            before2 = row2;
        }

        states[2] = state2.VP;
        states[3] = state2.VN;
    }
}
