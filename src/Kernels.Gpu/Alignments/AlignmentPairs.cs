using System.Runtime.CompilerServices;
using Accelerated.Metrics;
using ILGPU;

namespace Accelerated.Kernels.Gpu;

/// <summary>
/// Scores of pairs of sequences by bit-parallel alignment: a lane holds a column's pattern, a warp runs a row's text over 32 of them.
/// A step is the token, its row of the match table (neighbouring lanes read neighbouring words) and the recurrence in registers; the
/// statistic is counted from the bits once, at the end.
/// </summary>
internal static class AlignmentPairs
{
    /// <summary>Words of a strip's table that fit in shared memory, beside the running sums.</summary>
    public const int SharedWords = 4096;

    /// <summary>For strips whose tables are at most <see cref="SharedWords"/>.</summary>
    public static void SharedKernel<TScore, TSink, TBlock, TWord>(
        ArrayView<Tile> tiles,
        ArrayView<PatternStrip> strips,
        int firstStrip,
        ArrayView<int> offsets,
        ArrayView<int> tokens,
        ArrayView<int> map,
        ArrayView<ulong> tables,
        TScore score,
        TSink sink)
        where TScore : unmanaged, IAlignmentScore
        where TSink : struct, IDeviceSink
        where TBlock : unmanaged, IAlignmentBlock<TBlock, TWord>
        where TWord : unmanaged, IAlignmentWord<TWord>
    {
        var tile = tiles[Grid.IdxX];
        var lanes = sink.Begin(tile);
        var table = SharedMemory.Allocate<ulong>(SharedWords);
        for (var start = 0; start < tile.Columns; start += Tile.Lanes)
        {
            var strip = strips[tile.Strip - firstStrip + start / Tile.Lanes];
            var words = strip.TableRows * strip.Words * Tile.Lanes;
            Group.Barrier();
            for (var i = Group.IdxY * Tile.Lanes + Group.IdxX; i < words; i += Group.DimY * Tile.Lanes)
            {
                table[i] = tables[strip.Table + i];
            }

            Group.Barrier();
            Rows<TScore, TSink, TBlock, TWord>(tile, strip, start, table, offsets, tokens, map, score, sink, lanes);
        }

        sink.End(lanes, tile);
    }

    /// <summary>For any strip; the table is read where it was built, and mostly found in the caches.</summary>
    public static void GlobalKernel<TScore, TSink, TBlock, TWord>(
        ArrayView<Tile> tiles,
        ArrayView<PatternStrip> strips,
        int firstStrip,
        ArrayView<int> offsets,
        ArrayView<int> tokens,
        ArrayView<int> map,
        ArrayView<ulong> tables,
        TScore score,
        TSink sink)
        where TScore : unmanaged, IAlignmentScore
        where TSink : struct, IDeviceSink
        where TBlock : unmanaged, IAlignmentBlock<TBlock, TWord>
        where TWord : unmanaged, IAlignmentWord<TWord>
    {
        var tile = tiles[Grid.IdxX];
        var lanes = sink.Begin(tile);
        for (var start = 0; start < tile.Columns; start += Tile.Lanes)
        {
            var strip = strips[tile.Strip - firstStrip + start / Tile.Lanes];
            var table = tables.SubView(strip.Table, (long)strip.TableRows * strip.Words * Tile.Lanes);
            Rows<TScore, TSink, TBlock, TWord>(tile, strip, start, table, offsets, tokens, map, score, sink, lanes);
        }

        sink.End(lanes, tile);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Rows<TScore, TSink, TBlock, TWord>(
        Tile tile,
        PatternStrip strip,
        int start,
        ArrayView<ulong> table,
        ArrayView<int> offsets,
        ArrayView<int> tokens,
        ArrayView<int> map,
        TScore score,
        TSink sink,
        ArrayView<double> lanes)
        where TScore : unmanaged, IAlignmentScore
        where TSink : struct, IDeviceSink
        where TBlock : unmanaged, IAlignmentBlock<TBlock, TWord>
        where TWord : unmanaged, IAlignmentWord<TWord>
    {
        var lane = Group.IdxX;
        var column = start + lane;
        var live = column < tile.Columns;
        var item = tile.Column + (live ? column : start);
        var length = offsets[item + 1] - offsets[item];
        var below = TWord.Below(0);

        // Views that start where the strip and the lane do leave one multiplication an address to the loop, which takes two tokens a turn.
        var rowOffsets = map.SubView(strip.Map, map.Length - strip.Map);
        var words = table.SubView(lane, table.Length - lane);
        for (var row = Group.IdxY; row < tile.Rows; row += Group.DimY)
        {
            var first = offsets[tile.Row + row];
            var end = offsets[tile.Row + row + 1];
            var block = TBlock.Start();
            var k = first;
            for (; k < end - 1; k += 2)
            {
                var two = tokens.SubView(k, 2);
                var offset = rowOffsets[two[0]];
                var next = rowOffsets[two[1]];
                block = TBlock.Step(block, below, words, offset);
                block = TBlock.Step(block, below, words, next);
            }

            if (k < end)
            {
                block = TBlock.Step(block, below, words, rowOffsets[tokens[k]]);
            }

            if (live)
            {
                var count = TBlock.Count(block, length);
                var statistic = new DeviceReal(TWord.Distance(count, end - first));
                var hypothesis = new DeviceReal(end - first);
                var reference = new DeviceReal(length);
                var value = score.Score(statistic, hypothesis, reference);
                sink.Put(lanes, tile, row, column, value);
            }
        }
    }
}
