using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// Four or three words, each a token behind the one below it: what passes from word to word was computed a turn before, so the words of a
/// turn wait for nothing and keep the CPU's vector units busy.
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
    public static void Run<TBelow, TAbove>(
        byte* rows, int* offsets, int* text, int length, int nothing, byte* carries, ulong* table, TBits* states)
        where TBelow : struct, IWordsBelow where TAbove : struct, IWordsAbove
    {
        var a = AlignmentState<TBits>.Start;
        var b = a;
        var c = a;
        var d = a;

        // Until its first token comes a word idles, on row 0.
        var aboveA = TStep.IdleCarries<TBits>();
        var aboveB = aboveA;
        var aboveC = aboveA;
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
                var row = (TBits*)(rows + offsets[*text]);
                if (TWords.Words == 4)
                {
                    TAbove.Store<TStep, TBits>(carries, TStep.StepWord(row3[3], row4[3], aboveC.TopBits(), ref d));
                }

                aboveC = TStep.StepWord(row2[2], row3[2], aboveB.TopBits(), ref c);
                if (TWords.Words == 3)
                {
                    TAbove.Store<TStep, TBits>(carries, aboveC);
                }

                aboveB = TStep.StepWord(row1[1], row2[1], aboveA.TopBits(), ref b);
                aboveA = TBelow.Lowest<TStep, TBits>(carries + Lag * bytes, table, row[0], row1[0], ref a);
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
                    states[0] = a.VP;
                    states[1] = a.VN;
                    break;
                case 1:
                    states[2] = b.VP;
                    states[3] = b.VN;
                    break;
                case 2:
                    states[4] = c.VP;
                    states[5] = c.VN;
                    break;
                default:
                    states[6] = d.VP;
                    states[7] = d.VN;
                    break;
            }
        }
    }
}
