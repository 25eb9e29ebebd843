using Accelerated.Metrics;

namespace Accelerated.Kernels.Gpu;

/// <summary>Cuts problems into tiles.</summary>
internal static class TilePlan
{
    /// <summary>
    /// Tiles of one chunk of <see cref="RowSum"/> each, for sums. A row's partial sums are adjacent, in ascending order of
    /// chunks.
    /// </summary>
    /// <param name="work">The problems.</param>
    /// <param name="parts">The rows of each.</param>
    /// <param name="groups">Number of groups that keep the device busy.</param>
    /// <param name="offsets">Receives, for all rows of all parts, where a row's partial sums start; one more element than rows.</param>
    public static Tile[] ForSums(PairWork work, List<ProblemRows> parts, int groups, out int[] offsets)
    {
        var rows = 0L;
        var blocks = 0L;
        foreach (var part in parts)
        {
            rows += part.Count;
            blocks += (long)part.Count * Chunks(part.Problem);
        }

        DeviceLimits.RequireIndex(blocks, "partial sums");
        offsets = new int[rows + 1];
        var rowsPerTile = RowsPerTile(blocks, groups);
        var tiles = new List<Tile>();
        var unit = 0;
        var row = 0;
        var partial = 0;
        for (var p = 0; p < parts.Count; p++)
        {
            var (problem, firstRow, count, _) = parts[p];
            var chunks = Chunks(problem);
            for (var chunk = 0; chunk < chunks; chunk++)
            {
                var column = chunk * RowSum.Chunk;
                for (var first = 0; first < count; first += rowsPerTile)
                {
                    var tile = At(
                        work, p, firstRow + first, Math.Min(rowsPerTile, count - first), column,
                        Math.Min(RowSum.Chunk, problem.Columns - column));
                    tile.Unit = unit + column;
                    tile.Output = partial + (long)first * chunks + chunk;
                    tile.Stride = chunks;
                    tiles.Add(tile);
                }
            }

            for (var i = 0; i < count; i++)
            {
                offsets[row + i] = partial + i * chunks;
            }

            unit += problem.Columns;
            row += count;
            partial += count * chunks;
        }

        offsets[rows] = partial;
        return [.. tiles];
    }

    /// <summary>Tiles of consecutive rows of the only problem, for a matrix whose first row is <paramref name="firstRow"/>.</summary>
    /// <param name="work">The problem.</param>
    /// <param name="firstRow">The first row.</param>
    /// <param name="rowCount">Number of rows.</param>
    /// <param name="groups">Number of groups that keep the device busy.</param>
    /// <param name="upperHalf">Whether strips wholly below the diagonal are left out; row and column are then the same item.</param>
    public static Tile[] ForRows(PairWork work, int firstRow, int rowCount, int groups, bool upperHalf)
    {
        var columns = work.Problems[0].Columns;
        var tiles = new List<Tile>();

        var width = work.TileColumns;
        var rowsPerTile = RowsPerTile((long)rowCount * ((columns + width - 1) / width), groups);
        for (var panel = 0; panel < columns; panel += width)
        {
            for (var first = 0; first < rowCount; first += rowsPerTile)
            {
                var column = upperHalf ? Math.Max(panel, (firstRow + first) / Tile.Lanes * Tile.Lanes) : panel;
                var end = Math.Min(panel + width, columns);
                if (column < end)
                {
                    var tile = At(work, 0, firstRow + first, Math.Min(rowsPerTile, rowCount - first), column, end - column);
                    tile.Output = (long)first * columns + column;
                    tile.Stride = columns;
                    tiles.Add(tile);
                }
            }
        }

        // Work takes tiles in ascending order of their strips, to build each strip's tables once.
        tiles.Sort((left, right) => left.Strip.CompareTo(right.Strip));
        return [.. tiles];
    }

    /// <summary>Number of chunks of a problem's columns.</summary>
    public static int Chunks(EncodedProblem problem) => (problem.Columns + RowSum.Chunk - 1) / RowSum.Chunk;

    private static int RowsPerTile(long rows, int groups) => (int)Math.Clamp(rows / Math.Max(1, groups) / 8 * 8, 8, Tile.MostRows);

    private static Tile At(PairWork work, int p, int row, int rows, int column, int columns) => new()
    {
        Row = work.ItemBase[p] + row,
        Rows = rows,
        Column = work.ItemBase[p] + work.Problems[p].FirstColumnItem + column,
        Columns = columns,
        Strip = work.StripBase[p] + column / Tile.Lanes,
    };
}
