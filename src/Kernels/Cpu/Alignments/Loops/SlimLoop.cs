using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>Two words of two registers: their states fit a processor of sixteen registers.</summary>
/// <remarks>The method skips tiered compilation: a tile would start in unoptimised code, a hundred times slower.</remarks>
internal readonly unsafe struct SlimLoop<TStep, TBits> : ILongLoop<TBits> where TStep : struct, IAlignmentStep where TBits : unmanaged, IBits<TBits>
{
    public static int Words => 2;

    public static int Vectors => 2;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TLink>(byte* rows, int* places, int* text, int length, byte* carries, TBits* states) where TLink : struct, IWordLink
    {
        var (pa0, na0, za0) = (TBits.AllSet, TBits.Zero, TBits.Zero);
        var (pa1, na1, za1) = (TBits.AllSet, TBits.Zero, TBits.Zero);
        var (pb0, nb0, zb0) = (TBits.AllSet, TBits.Zero, TBits.Zero);
        var (pb1, nb1, zb1) = (TBits.AllSet, TBits.Zero, TBits.Zero);
        var before = (TBits*)rows;
        for (var end = text + length; text < end; text++)
        {
            var row = (TBits*)(rows + places[*text]);
            var link = new Carries<TStep, TLink, TBits>(carries, Vectors);
            var c0 = link.Take(0, 0);
            var d0 = link.Take(1, 0);
            var e0 = link.Take(2, 0);
            var c1 = link.Take(0, 1);
            var d1 = link.Take(1, 1);
            var e1 = link.Take(2, 1);
            TStep.StepWord(*row, *before, ref pa0, ref na0, ref za0, ref c0, ref d0, ref e0);
            TStep.StepWord(row[1], before[1], ref pa1, ref na1, ref za1, ref c1, ref d1, ref e1);
            TStep.StepWord(row[2], before[2], ref pb0, ref nb0, ref zb0, ref c0, ref d0, ref e0);
            TStep.StepWord(row[3], before[3], ref pb1, ref nb1, ref zb1, ref c1, ref d1, ref e1);
            link.Leave(0, c0, d0, e0);
            link.Leave(1, c1, d1, e1);
            before = row;
            carries += TStep.Carries * Vectors;
        }

        *states = pa0;
        states[1] = na0;
        states[2] = pa1;
        states[3] = na1;
        states[4] = pb0;
        states[5] = nb0;
        states[6] = pb1;
        states[7] = nb1;
    }
}
