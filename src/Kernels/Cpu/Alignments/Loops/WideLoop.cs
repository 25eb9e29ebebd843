using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>Two words of four registers, for patterns that need no more.</summary>
/// <remarks>The method skips tiered compilation: a tile would start in unoptimised code, a hundred times slower.</remarks>
internal readonly unsafe struct WideLoop<TStep, TBits> : ILongLoop<TBits> where TStep : struct, IAlignmentStep where TBits : unmanaged, IBits<TBits>
{
    public static int Words => 2;

    public static int Vectors => 4;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TLink>(byte* rows, int* places, int* text, int length, byte* carries, TBits* states) where TLink : struct, IWordLink
    {
        var (pa0, na0, za0) = (TBits.AllSet, TBits.Zero, TBits.Zero);
        var (pa1, na1, za1) = (TBits.AllSet, TBits.Zero, TBits.Zero);
        var (pa2, na2, za2) = (TBits.AllSet, TBits.Zero, TBits.Zero);
        var (pa3, na3, za3) = (TBits.AllSet, TBits.Zero, TBits.Zero);
        var (pb0, nb0, zb0) = (TBits.AllSet, TBits.Zero, TBits.Zero);
        var (pb1, nb1, zb1) = (TBits.AllSet, TBits.Zero, TBits.Zero);
        var (pb2, nb2, zb2) = (TBits.AllSet, TBits.Zero, TBits.Zero);
        var (pb3, nb3, zb3) = (TBits.AllSet, TBits.Zero, TBits.Zero);
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
            var c2 = link.Take(0, 2);
            var d2 = link.Take(1, 2);
            var e2 = link.Take(2, 2);
            var c3 = link.Take(0, 3);
            var d3 = link.Take(1, 3);
            var e3 = link.Take(2, 3);
            TStep.StepWord(*row, *before, ref pa0, ref na0, ref za0, ref c0, ref d0, ref e0);
            TStep.StepWord(row[1], before[1], ref pa1, ref na1, ref za1, ref c1, ref d1, ref e1);
            TStep.StepWord(row[2], before[2], ref pa2, ref na2, ref za2, ref c2, ref d2, ref e2);
            TStep.StepWord(row[3], before[3], ref pa3, ref na3, ref za3, ref c3, ref d3, ref e3);
            TStep.StepWord(row[4], before[4], ref pb0, ref nb0, ref zb0, ref c0, ref d0, ref e0);
            TStep.StepWord(row[5], before[5], ref pb1, ref nb1, ref zb1, ref c1, ref d1, ref e1);
            TStep.StepWord(row[6], before[6], ref pb2, ref nb2, ref zb2, ref c2, ref d2, ref e2);
            TStep.StepWord(row[7], before[7], ref pb3, ref nb3, ref zb3, ref c3, ref d3, ref e3);
            link.Leave(0, c0, d0, e0);
            link.Leave(1, c1, d1, e1);
            link.Leave(2, c2, d2, e2);
            link.Leave(3, c3, d3, e3);
            before = row;
            carries += TStep.Carries * Vectors;
        }

        *states = pa0;
        states[1] = na0;
        states[2] = pa1;
        states[3] = na1;
        states[4] = pa2;
        states[5] = na2;
        states[6] = pa3;
        states[7] = na3;
        states[8] = pb0;
        states[9] = nb0;
        states[10] = pb1;
        states[11] = nb1;
        states[12] = pb2;
        states[13] = nb2;
        states[14] = pb3;
        states[15] = nb3;
    }
}
