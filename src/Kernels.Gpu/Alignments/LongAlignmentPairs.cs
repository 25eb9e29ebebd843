using Accelerated.Metrics;
using ILGPU;

namespace Accelerated.Kernels.Gpu;

/// <summary>
/// As <see cref="AlignmentPairs"/>, for patterns of any length: bands of 256 rows, lowest first, each run over the whole text with its
/// words in registers. Between bands only the carries are kept, three bits a token and lane, in global memory.
/// </summary>
internal static class LongAlignmentPairs
{
    /// <summary>Carries of 32 tokens a lane.</summary>
    public const int CarryWords = 3;

    /// <param name="tiles">The tiles.</param>
    /// <param name="strips">The strips, from <paramref name="firstStrip"/> on.</param>
    /// <param name="firstStrip">The first strip.</param>
    /// <param name="offsets">Where each item's tokens start.</param>
    /// <param name="tokens">The tokens.</param>
    /// <param name="map">Token to its row of the table.</param>
    /// <param name="tables">The match tables.</param>
    /// <param name="carries">Room for the carries of every warp of the launch.</param>
    /// <param name="carriesPerWarp">Number of words a warp.</param>
    /// <param name="score">The score.</param>
    /// <param name="sink">Receives the scores.</param>
    public static void Kernel<TScore, TSink, TWord>(
        ArrayView<Tile> tiles,
        ArrayView<PatternStrip> strips,
        int firstStrip,
        ArrayView<int> offsets,
        ArrayView<int> tokens,
        ArrayView<int> map,
        ArrayView<ulong> tables,
        ArrayView<uint> carries,
        int carriesPerWarp,
        TScore score,
        TSink sink)
        where TScore : unmanaged, IAlignmentScore where TSink : struct, IDeviceSink where TWord : unmanaged, IAlignmentWord<TWord>
    {
        var tile = tiles[Grid.IdxX];
        var lanes = sink.Begin(tile);
        var lane = Group.IdxX;
        var scratch = (long)(Grid.IdxX * Group.DimY + Group.IdxY) * carriesPerWarp + lane;
        for (var start = 0; start < tile.Columns; start += Tile.Lanes)
        {
            var strip = strips[tile.Strip - firstStrip + start / Tile.Lanes];
            var column = start + lane;
            var live = column < tile.Columns;
            var item = tile.Column + (live ? column : start);
            var length = offsets[item + 1] - offsets[item];
            var rowOffsets = map.SubView(strip.Map, map.Length - strip.Map);
            var words = tables.SubView(strip.Table + lane, (long)strip.TableRows * strip.Words * Tile.Lanes - lane);
            for (var row = Group.IdxY; row < tile.Rows; row += Group.DimY)
            {
                var first = offsets[tile.Row + row];
                var end = offsets[tile.Row + row + 1];
                var count = 0;
                for (var band = 0; band < strip.Words; band += 4)
                {
                    var block = FourWords<TWord>.Start();
                    for (var k = first; k < end; k += 32)
                    {
                        var slot = scratch + (long)((k - first) >> 5) * (CarryWords * Tile.Lanes);
                        uint notHP = 0, hn = 0, tr = 0;
                        if (band > 0)
                        {
                            notHP = carries[slot];
                            hn = carries[slot + Tile.Lanes];
                            tr = carries[slot + 2 * Tile.Lanes];
                        }

                        uint notHPOut = 0, hnOut = 0, trOut = 0;
                        var steps = IntrinsicMath.Min(32, end - k);
                        for (var step = 0; step < steps; step++)
                        {
                            var below = TWord.Below(((notHP >> step) & 1) | (((hn >> step) & 1) << 1) | (((tr >> step) & 1) << 2));
                            var offset = rowOffsets[tokens[k + step]] + band * Tile.Lanes;
                            block = FourWords<TWord>.Step(block, below, words, offset);
                            var top = FourWords<TWord>.Top(block);
                            var carry = TWord.Carries(top);
                            notHPOut |= (carry & 1) << step;
                            hnOut |= ((carry >> 1) & 1) << step;
                            trOut |= ((carry >> 2) & 1) << step;
                        }

                        carries[slot] = notHPOut;
                        carries[slot + Tile.Lanes] = hnOut;
                        carries[slot + 2 * Tile.Lanes] = trOut;
                    }

                    count += FourWords<TWord>.Count(block, length - band * 64);
                }

                if (live)
                {
                    var statistic = new DeviceReal(TWord.Distance(count, end - first));
                    var hypothesis = new DeviceReal(end - first);
                    var reference = new DeviceReal(length);
                    var value = score.Score(statistic, hypothesis, reference);
                    sink.Put(lanes, tile, row, column, value);
                }
            }
        }

        sink.End(lanes, tile);
    }
}
