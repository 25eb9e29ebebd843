using Accelerated.Metrics;

namespace Accelerated.Kernels.Gpu;

/// <summary>The masks of a batch's columns: those of a chunk of columns lie side by side.</summary>
internal sealed class BagPlan
{
    private readonly BagStrip[] _strips; // whose masks' offsets are still those within their chunk
    private readonly int[] _symbols; // of a strip's problem

    public BagPlan(IReadOnlyList<EncodedProblem> problems, int[] itemBase, int strips, int[] symbolCounts)
    {
        _strips = new BagStrip[strips];
        _symbols = new int[strips];
        var strip = 0;
        for (var p = 0; p < problems.Count; p++)
        {
            for (var column = 0; column < problems[p].Columns; column += RowSum.Chunk)
            {
                var columns = Math.Min(RowSum.Chunk, problems[p].Columns - column);
                var side = (columns + Tile.Lanes - 1) / Tile.Lanes;
                DeviceLimits.RequireIndex((long)side * symbolCounts[p], "masks of a chunk of columns");
                for (var i = 0; i < side; i++, strip++)
                {
                    _symbols[strip] = symbolCounts[p];
                    _strips[strip] = new BagStrip
                    {
                        Item = itemBase[p] + problems[p].FirstColumnItem + column + i * Tile.Lanes,
                        Lanes = Math.Min(Tile.Lanes, columns - i * Tile.Lanes),
                        Masks = i,
                        Stride = side,
                    };
                }
            }
        }
    }

    /// <summary>The strips of as many of the next tiles as <paramref name="budget"/> bytes of masks suffice for, at least one.</summary>
    public BagPart Take(ReadOnlySpan<Tile> tiles, long budget, out int taken)
    {
        var first = tiles[0].Strip - (int)_strips[tiles[0].Strip].Masks;
        var end = first;
        var words = 0L;
        for (taken = 0; taken < tiles.Length; taken++)
        {
            var (more, to) = (words, end);
            for (var last = tiles[taken].Strip + (tiles[taken].Columns + Tile.Lanes - 1) / Tile.Lanes; to < last; to += _strips[to].Stride)
            {
                more += ChunkWords(to);
            }

            if (taken > 0 && more * sizeof(uint) > budget)
            {
                break;
            }

            (words, end) = (more, to);
        }

        return WithOffsets(first, end);
    }

    /// <summary>All strips; null where their masks take more than <paramref name="budget"/> bytes.</summary>
    public BagPart? All(long budget)
    {
        var words = 0L;
        for (var strip = 0; strip < _strips.Length; strip += _strips[strip].Stride)
        {
            words += ChunkWords(strip);
        }

        return words * sizeof(uint) > budget ? null : WithOffsets(0, _strips.Length);
    }

    private BagPart WithOffsets(int first, int end)
    {
        var strips = _strips.AsSpan(first, end - first).ToArray();
        var words = 0L;
        for (var chunk = 0; chunk < strips.Length; chunk += strips[chunk].Stride)
        {
            foreach (ref var strip in strips.AsSpan(chunk, strips[chunk].Stride))
            {
                strip.Masks += words;
            }

            words += ChunkWords(first + chunk);
        }

        return new BagPart(first, strips, words);
    }

    private long ChunkWords(int strip) => (long)_strips[strip].Stride * _symbols[strip];
}
