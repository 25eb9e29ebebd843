using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// Four words of two registers: half as many patterns as <see cref="WideLoop{TStep, TBits}"/> takes, so less passes between words and a
/// word costs a row of the table half the bytes.
/// </summary>
/// <remarks>The method skips tiered compilation: a tile would start in unoptimised code, a hundred times slower.</remarks>
internal readonly unsafe struct TallLoop<TStep, TBits> : ILongLoop<TBits> where TStep : struct, IAlignmentStep where TBits : unmanaged, IBits<TBits>
{
    public static int Words => 4;

    public static int Vectors => 2;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TLink>(byte* rows, int* places, int* text, int length, byte* carries, TBits* states) where TLink : struct, IWordLink
    {
        var (pa0, na0, za0) = (TBits.AllSet, TBits.Zero, TBits.Zero);
        var (pa1, na1, za1) = (TBits.AllSet, TBits.Zero, TBits.Zero);
        var (pb0, nb0, zb0) = (TBits.AllSet, TBits.Zero, TBits.Zero);
        var (pb1, nb1, zb1) = (TBits.AllSet, TBits.Zero, TBits.Zero);
        var (pc0, nc0, zc0) = (TBits.AllSet, TBits.Zero, TBits.Zero);
        var (pc1, nc1, zc1) = (TBits.AllSet, TBits.Zero, TBits.Zero);
        var (pd0, nd0, zd0) = (TBits.AllSet, TBits.Zero, TBits.Zero);
        var (pd1, nd1, zd1) = (TBits.AllSet, TBits.Zero, TBits.Zero);
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
            TStep.StepWord(row[4], before[4], ref pc0, ref nc0, ref zc0, ref c0, ref d0, ref e0);
            TStep.StepWord(row[5], before[5], ref pc1, ref nc1, ref zc1, ref c1, ref d1, ref e1);
            TStep.StepWord(row[6], before[6], ref pd0, ref nd0, ref zd0, ref c0, ref d0, ref e0);
            TStep.StepWord(row[7], before[7], ref pd1, ref nd1, ref zd1, ref c1, ref d1, ref e1);
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
        states[8] = pc0;
        states[9] = nc0;
        states[10] = pc1;
        states[11] = nc1;
        states[12] = pd0;
        states[13] = nd0;
        states[14] = pd1;
        states[15] = nd1;
    }
}
