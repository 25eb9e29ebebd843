using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// Four or three words, each a token behind the one below it: what passes from word to word was computed a turn before, so the words of a
/// turn wait for nothing and keep the processor's vector units busy.
/// </summary>
/// <typeparam name="TStep">The step.</typeparam>
/// <typeparam name="TBits">The lanes of one word.</typeparam>
/// <typeparam name="TWords">How many words.</typeparam>
/// <remarks>
/// Not compiled in tiers: a tile would start in unoptimised code, a hundred times slower. Never inlined: together with its caller a loop is
/// more than the compiler inlines, and several times slower.
/// </remarks>
internal readonly unsafe struct TallLoop<TStep, TBits, TWords> : ILongLoop<TBits>
    where TStep : struct, IAlignmentStep where TBits : unmanaged, IBits<TBits> where TWords : struct, IWordCount
{
    public static int Words
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TWords.Words;
    }

    public static int Lag
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Words - 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run<TBelow, TAbove>(byte* rows, int* places, int* text, int length, int nothing, byte* carries, ulong* table, TBits* states)
        where TBelow : struct, IWordsBelow where TAbove : struct, IWordsAbove
    {
        var (first0, second0, third0) = (TBits.AllSet, TBits.Zero, TBits.Zero);
        var (first1, second1, third1) = (TBits.AllSet, TBits.Zero, TBits.Zero);
        var (first2, second2, third2) = (TBits.AllSet, TBits.Zero, TBits.Zero);
        var (first3, second3, third3) = (TBits.AllSet, TBits.Zero, TBits.Zero);

        // Until its first token comes a word idles, on row 0.
        var (a, a2, a3) = (TStep.IdleCarry<TBits>(), TBits.Zero, TBits.Zero);
        var (b, b2, b3) = (TStep.IdleCarry<TBits>(), TBits.Zero, TBits.Zero);
        var (c, c2, c3) = (TStep.IdleCarry<TBits>(), TBits.Zero, TBits.Zero);
        var row1 = (TBits*)rows;
        var row2 = row1;
        var row3 = row1;
        var row4 = row1;
        var bytes = MoreWords.Bytes<TStep, TBits>();
        var end = text + length;
        for (var word = 0; word < Words; word++)
        {
            for (; text < end; text++)
            {
                var row = (TBits*)(rows + places[*text]);
                if (TWords.Words == 4)
                {
                    TStep.StepWord(
                        row3[3], row4[3], TBits.TopBit(c), TBits.TopBit(c2), TBits.TopBit(c3),
                        ref first3, ref second3, ref third3, out var d, out var d2, out var d3);
                    TAbove.Leave<TStep, TBits>(carries, d, d2, d3);
                }

                TStep.StepWord(
                    row2[2], row3[2], TBits.TopBit(b), TBits.TopBit(b2), TBits.TopBit(b3),
                    ref first2, ref second2, ref third2, out c, out c2, out c3);
                if (TWords.Words == 3)
                {
                    TAbove.Leave<TStep, TBits>(carries, c, c2, c3);
                }

                TStep.StepWord(
                    row1[1], row2[1], TBits.TopBit(a), TBits.TopBit(a2), TBits.TopBit(a3),
                    ref first1, ref second1, ref third1, out b, out b2, out b3);
                TBelow.Lowest<TStep, TBits>(carries + Lag * bytes, table, row[0], row1[0], ref first0, ref second0, ref third0, out a, out a2, out a3);
                carries += bytes;
                row4 = row3;
                row3 = row2;
                row2 = row1;
                row1 = row;
            }

            // This word is done; the next one has a token to go, in a turn that means nothing to those below.
            text = &nothing;
            end = text + 1;
            switch (word)
            {
                case 0:
                    states[0] = first0;
                    states[1] = second0;
                    break;
                case 1:
                    states[2] = first1;
                    states[3] = second1;
                    break;
                case 2:
                    states[4] = first2;
                    states[5] = second2;
                    break;
                default:
                    states[6] = first3;
                    states[7] = second3;
                    break;
            }
        }
    }
}
