using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// Four words of two registers: of the patterns of a tile, half as many as <see cref="WideLoop{TStep, TBits}"/> takes, so their table is
/// half as large, and half as much passes between words through memory.
/// </summary>
/// <remarks>The method skips tiered compilation: a tile would start in unoptimised code, a hundred times slower.</remarks>
internal readonly unsafe struct TallLoop<TStep, TBits> : ILongLoop<TBits> where TStep : struct, IAlignmentStep where TBits : unmanaged, IBits<TBits>
{
    public static int Words => 4;

    public static int Vectors => 2;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TLink>(byte* rows, int* places, int* text, int length, int tokenBefore, TBits* state, TBits* carries) where TLink : struct, IWordLink
    {
        var (p0, n0, z0) = (*state, state[1], TStep.IsThreefold ? state[2] : TBits.Zero);
        var (hp0, hn0, hz0) = (state[3], state[4], TStep.IsThreefold ? state[5] : TBits.Zero);
        var (p1, n1, z1) = (state[6], state[7], TStep.IsThreefold ? state[8] : TBits.Zero);
        var (hp1, hn1, hz1) = (state[9], state[10], TStep.IsThreefold ? state[11] : TBits.Zero);
        var (p2, n2, z2) = (state[12], state[13], TStep.IsThreefold ? state[14] : TBits.Zero);
        var (hp2, hn2, hz2) = (state[15], state[16], TStep.IsThreefold ? state[17] : TBits.Zero);
        var (p3, n3, z3) = (state[18], state[19], TStep.IsThreefold ? state[20] : TBits.Zero);
        var (hp3, hn3, hz3) = (state[21], state[22], TStep.IsThreefold ? state[23] : TBits.Zero);
        var before = (TBits*)(tokenBefore < 0 ? rows : rows + places[tokenBefore]);
        for (var end = text + length; text < end; text++)
        {
            var row = (TBits*)(rows + places[*text]);
            var c0 = Take<TLink>(carries, 0);
            var d0 = TStep.Carries > 1 ? Take<TLink>(carries, 2) : TBits.Zero;
            var e0 = TStep.Carries > 2 ? Take<TLink>(carries, 4) : TBits.Zero;
            var c1 = Take<TLink>(carries, 1);
            var d1 = TStep.Carries > 1 ? Take<TLink>(carries, 3) : TBits.Zero;
            var e1 = TStep.Carries > 2 ? Take<TLink>(carries, 5) : TBits.Zero;
            TStep.StepWord(*row, *before, ref p0, ref n0, ref z0, ref c0, ref d0, ref e0);
            TStep.StepWord(row[1], before[1], ref hp0, ref hn0, ref hz0, ref c1, ref d1, ref e1);
            TStep.StepWord(row[2], before[2], ref p1, ref n1, ref z1, ref c0, ref d0, ref e0);
            TStep.StepWord(row[3], before[3], ref hp1, ref hn1, ref hz1, ref c1, ref d1, ref e1);
            TStep.StepWord(row[4], before[4], ref p2, ref n2, ref z2, ref c0, ref d0, ref e0);
            TStep.StepWord(row[5], before[5], ref hp2, ref hn2, ref hz2, ref c1, ref d1, ref e1);
            TStep.StepWord(row[6], before[6], ref p3, ref n3, ref z3, ref c0, ref d0, ref e0);
            TStep.StepWord(row[7], before[7], ref hp3, ref hn3, ref hz3, ref c1, ref d1, ref e1);
            Keep<TLink>(carries, c0, d0, e0);
            Keep<TLink>(carries + 1, c1, d1, e1);
            before = row;
            carries += TStep.Carries * Vectors;
        }

        Leave(state, p0, n0, z0);
        Leave(state + 3, hp0, hn0, hz0);
        Leave(state + 6, p1, n1, z1);
        Leave(state + 9, hp1, hn1, hz1);
        Leave(state + 12, p2, n2, z2);
        Leave(state + 15, hp2, hn2, hz2);
        Leave(state + 18, p3, n3, z3);
        Leave(state + 21, hp3, hn3, hz3);
    }

    // A register that the step does not use is not stored, so that it takes none during the loop either.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Leave(TBits* state, TBits first, TBits second, TBits third)
    {
        *state = first;
        state[1] = second;
        if (TStep.IsThreefold)
        {
            state[2] = third;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TBits Take<TLink>(TBits* carries, int place) where TLink : struct, IWordLink => TLink.HasNeighbours ? carries[place] : TBits.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Keep<TLink>(TBits* carries, TBits carry, TBits carry2, TBits carry3) where TLink : struct, IWordLink
    {
        if (!TLink.HasNeighbours)
        {
            return;
        }

        *carries = carry;
        if (TStep.Carries > 1)
        {
            carries[Vectors] = carry2;
        }

        if (TStep.Carries > 2)
        {
            carries[2 * Vectors] = carry3;
        }
    }
}
