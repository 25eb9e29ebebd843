using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// One or two texts against a tile of patterns that fit a lane. The four registers of a word are independent chains of operations, two
/// texts make eight: enough to keep the processor's vector units busy. States stay in registers, so they are plain variables.
/// </summary>
/// <remarks>The methods skip tiered compilation: a tile would start in unoptimised code, a hundred times slower.</remarks>
internal static unsafe class WordLoop<TStep, TBits> where TStep : struct, IAlignmentStep where TBits : unmanaged, IBits<TBits>
{
    /// <summary>Stores the statistic of one text and every pattern.</summary>
    /// <param name="rows">The match table.</param>
    /// <param name="places">Where each token's row starts.</param>
    /// <param name="masks">The patterns' places.</param>
    /// <param name="text">The text.</param>
    /// <param name="length">Its length.</param>
    /// <param name="results">Receives a double a pattern.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void One(byte* rows, int* places, TBits* masks, int* text, int length, double* results)
    {
        var (p0, n0, z0) = (TBits.AllSet, TBits.Zero, TBits.Zero);
        var (p1, n1, z1) = (TBits.AllSet, TBits.Zero, TBits.Zero);
        var (p2, n2, z2) = (TBits.AllSet, TBits.Zero, TBits.Zero);
        var (p3, n3, z3) = (TBits.AllSet, TBits.Zero, TBits.Zero);
        var before = (TBits*)rows;
        for (var end = text + length; text < end; text++)
        {
            var row = (TBits*)(rows + places[*text]);
            TStep.Step(*row, *before, ref p0, ref n0, ref z0);
            TStep.Step(row[1], before[1], ref p1, ref n1, ref z1);
            TStep.Step(row[2], before[2], ref p2, ref n2, ref z2);
            TStep.Step(row[3], before[3], ref p3, ref n3, ref z3);
            before = row;
        }

        var offset = (double)(TStep.AddsTextLength ? length - TBits.LaneBits : 0);
        var lanes = sizeof(TBits) * 8 / TBits.LaneBits;
        TBits.StoreByteSums(TStep.Counts(p0, n0, *masks), offset, results);
        TBits.StoreByteSums(TStep.Counts(p1, n1, masks[1]), offset, results + lanes);
        TBits.StoreByteSums(TStep.Counts(p2, n2, masks[2]), offset, results + 2 * lanes);
        TBits.StoreByteSums(TStep.Counts(p3, n3, masks[3]), offset, results + 3 * lanes);
    }

    /// <summary>Stores the statistics of two texts, the second at least as long as the first.</summary>
    /// <param name="rows">The match table.</param>
    /// <param name="places">Where each token's row starts.</param>
    /// <param name="masks">The patterns' places.</param>
    /// <param name="text">The first text.</param>
    /// <param name="length">Its length.</param>
    /// <param name="text2">The second text.</param>
    /// <param name="length2">Its length.</param>
    /// <param name="results">Receives a double a pattern for the first text.</param>
    /// <param name="results2">Receives a double a pattern for the second.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Two(byte* rows, int* places, TBits* masks, int* text, int length, int* text2, int length2, double* results, double* results2)
    {
        var offset = (double)(TStep.AddsTextLength ? length - TBits.LaneBits : 0);
        var lanes = sizeof(TBits) * 8 / TBits.LaneBits;
        var (p0, n0, z0) = (TBits.AllSet, TBits.Zero, TBits.Zero);
        var (p1, n1, z1) = (TBits.AllSet, TBits.Zero, TBits.Zero);
        var (p2, n2, z2) = (TBits.AllSet, TBits.Zero, TBits.Zero);
        var (p3, n3, z3) = (TBits.AllSet, TBits.Zero, TBits.Zero);
        var (wp0, wn0, wz0) = (TBits.AllSet, TBits.Zero, TBits.Zero);
        var (wp1, wn1, wz1) = (TBits.AllSet, TBits.Zero, TBits.Zero);
        var (wp2, wn2, wz2) = (TBits.AllSet, TBits.Zero, TBits.Zero);
        var (wp3, wn3, wz3) = (TBits.AllSet, TBits.Zero, TBits.Zero);
        var before = (TBits*)rows;
        var wbefore = before;
        var end = text + length;
        var end2 = text2 + length2;
        for (; text < end; text++, text2++)
        {
            var row = (TBits*)(rows + places[*text]);
            var wrow = (TBits*)(rows + places[*text2]);
            TStep.Step(*row, *before, ref p0, ref n0, ref z0);
            TStep.Step(*wrow, *wbefore, ref wp0, ref wn0, ref wz0);
            TStep.Step(row[1], before[1], ref p1, ref n1, ref z1);
            TStep.Step(wrow[1], wbefore[1], ref wp1, ref wn1, ref wz1);
            TStep.Step(row[2], before[2], ref p2, ref n2, ref z2);
            TStep.Step(wrow[2], wbefore[2], ref wp2, ref wn2, ref wz2);
            TStep.Step(row[3], before[3], ref p3, ref n3, ref z3);
            TStep.Step(wrow[3], wbefore[3], ref wp3, ref wn3, ref wz3);
            before = row;
            wbefore = wrow;
        }

        TBits.StoreByteSums(TStep.Counts(p0, n0, *masks), offset, results);
        TBits.StoreByteSums(TStep.Counts(p1, n1, masks[1]), offset, results + lanes);
        TBits.StoreByteSums(TStep.Counts(p2, n2, masks[2]), offset, results + 2 * lanes);
        TBits.StoreByteSums(TStep.Counts(p3, n3, masks[3]), offset, results + 3 * lanes);
        for (; text2 < end2; text2++)
        {
            var wrow = (TBits*)(rows + places[*text2]);
            TStep.Step(*wrow, *wbefore, ref wp0, ref wn0, ref wz0);
            TStep.Step(wrow[1], wbefore[1], ref wp1, ref wn1, ref wz1);
            TStep.Step(wrow[2], wbefore[2], ref wp2, ref wn2, ref wz2);
            TStep.Step(wrow[3], wbefore[3], ref wp3, ref wn3, ref wz3);
            wbefore = wrow;
        }

        offset = TStep.AddsTextLength ? length2 - TBits.LaneBits : 0;
        TBits.StoreByteSums(TStep.Counts(wp0, wn0, *masks), offset, results2);
        TBits.StoreByteSums(TStep.Counts(wp1, wn1, masks[1]), offset, results2 + lanes);
        TBits.StoreByteSums(TStep.Counts(wp2, wn2, masks[2]), offset, results2 + 2 * lanes);
        TBits.StoreByteSums(TStep.Counts(wp3, wn3, masks[3]), offset, results2 + 3 * lanes);
    }
}
