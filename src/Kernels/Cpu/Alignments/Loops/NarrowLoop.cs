using System.Runtime.CompilerServices;

namespace Accelerated.Kernels.Cpu;

/// <summary>A text against the patterns of one register, for problems so small that the other registers of <see cref="WordLoop{TStep, TBits}"/> would be empty.</summary>
/// <remarks>The method skips tiered compilation: a tile would start in unoptimised code, a hundred times slower.</remarks>
internal static unsafe class NarrowLoop<TStep, TBits> where TStep : struct, IAlignmentStep where TBits : unmanaged, IBits<TBits>
{
    /// <summary>Stores the statistic of the text and every pattern.</summary>
    /// <param name="rows">The match table.</param>
    /// <param name="places">Where each token's row starts.</param>
    /// <param name="mask">The patterns' places.</param>
    /// <param name="text">The text.</param>
    /// <param name="length">Its length.</param>
    /// <param name="results">Receives a double a pattern.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(byte* rows, int* places, TBits* mask, int* text, int length, double* results)
    {
        var (first, second, third) = (TBits.AllSet, TBits.Zero, TBits.Zero);
        var before = (TBits*)rows;
        for (var end = text + length; text < end; text++)
        {
            var row = (TBits*)(rows + places[*text]);
            TStep.Step(*row, *before, ref first, ref second, ref third);
            before = row;
        }

        TBits.StoreByteSums(TStep.Counts(first, second, *mask), TStep.AddsTextLength ? length - TBits.LaneBits : 0, results);
    }
}
