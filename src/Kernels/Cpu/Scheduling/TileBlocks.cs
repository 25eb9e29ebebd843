namespace Accelerated.Kernels.Cpu;

/// <summary>
/// Deals a matrix out in tiles: an idle thread takes the next. Where a kernel builds tables for its columns on every call, tiles are as
/// tall as possible and the columns are split first, so that more threads build few more tables. Threads of equal pace take tiles far
/// from each other: what one writes lies beyond what another's core prefetches.
/// </summary>
internal static class TileBlocks
{
    private const int TilesPerThread = 8;

    /// <summary>Runs a job over all tiles, and completes each block of rows.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="threads">Threads, the caller's included.</param>
    /// <param name="apart"><see cref="IPairKernel.ColumnsApart"/>: tiles begin at its multiples; 0 for whole rows.</param>
    /// <param name="leastRows"><see cref="IPairKernel.LeastRows"/>.</param>
    /// <param name="job">The job.</param>
    /// <param name="cancellation">Stops the work between tiles.</param>
    public static void Run(int rows, int columns, int threads, int apart, int leastRows, ITileJob job, CancellationToken cancellation)
    {
        var wanted = threads == 1 ? 1 : threads * TilesPerThread;
        var width = columns;
        if (apart > 0)
        {
            var units = Parts(columns, apart);
            var parts = Math.Clamp(Parts(wanted, Parts(rows, job.MostRows)), 1, units);
            width = units / parts * apart;
        }

        var across = Parts(columns, width);
        var height = Math.Clamp(Parts(rows, Parts(wanted, across)), Math.Min(leastRows, job.MostRows), job.MostRows);
        var left = new int[Parts(rows, height)];
        Array.Fill(left, across);
        var tiles = left.Length * across;
        var share = Parts(tiles, threads);
        RowBlocks.Deal(
            share * threads,
            threads,
            turn =>
            {
                var tile = turn % threads * share + turn / threads;
                if (tile >= tiles)
                {
                    return;
                }

                var (block, part) = Math.DivRem(tile, across);
                var (row, column) = (block * height, part * width);
                var count = Math.Min(height, rows - row);
                job.Run(row, count, column, Math.Min(width, columns - column));
                if (Interlocked.Decrement(ref left[block]) == 0)
                {
                    job.Complete(row, count);
                }
            },
            cancellation);
    }

    private static int Parts(int whole, int part) => (whole + part - 1) / part;
}
