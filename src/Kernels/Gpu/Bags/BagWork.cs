using Accelerated.Metrics;
using ILGPU;
using ILGPU.Runtime;

namespace Accelerated.Kernels.Gpu;

/// <summary>Problems of a bag metric.</summary>
internal sealed class BagWork<TScore> : PairWork where TScore : unmanaged, IBagScore
{
    private readonly TScore _score;
    private readonly BagRows _bags;
    private readonly int[] _symbolCounts;
    private readonly int[] _longest;

    public BagWork(DeviceSession session, IReadOnlyList<EncodedProblem> problems, TScore score) : base(session, problems)
    {
        _score = score;
        _bags = BagUpload.ToDevice(session, problems, ItemBase, Items, out _symbolCounts);
        _longest = new int[Items];
        for (var p = 0; p < problems.Count; p++)
        {
            foreach (var order in ((BagFeatures)problems[p].Features).Orders)
            {
                for (var i = 0; i < order.Bags.Count; i++)
                {
                    _longest[ItemBase[p] + i] = Math.Max(_longest[ItemBase[p] + i], order.Bags.LengthOf(i));
                }
            }
        }
    }

    public override void Launch<TSink>(ReadOnlySpan<Tile> tiles, TSink sink, CancellationToken cancellation)
    {
        for (var first = 0; first < tiles.Length;)
        {
            cancellation.ThrowIfCancellationRequested();
            var mark = Session.Memory.Mark;
            var firstStrip = tiles[first].Strip;
            var strips = Take(tiles[first..], out var taken, out var length);
            var device = Session.Memory.Upload<BagStrip>(strips);
            var masks = Build(strips, device, length);
            var sliced = new List<Tile>();
            var general = new List<Tile>();
            foreach (var tile in tiles.Slice(first, taken))
            {
                (IsSliced(tile) ? sliced : general).Add(tile);
            }

            Launch(sliced, SlicedBagPairs.Kernel<TScore, TSink>, device, firstStrip, masks, sink, cancellation);
            Launch(general, BagPairs.Kernel<TScore, TSink>, device, firstStrip, masks, sink, cancellation);
            first += taken;
            Session.Memory.Release(mark);
        }
    }

    private void Launch<TSink>(
        List<Tile> tiles,
        Action<ArrayView<Tile>, ArrayView<BagStrip>, int, BagRows, ArrayView<uint>, TScore, TSink> kernel,
        ArrayView<BagStrip> strips,
        int firstStrip,
        ArrayView<uint> masks,
        TSink sink,
        CancellationToken cancellation)
        where TSink : struct, IDeviceSink
    {
        if (tiles.Count > 0)
        {
            var launcher = Session.Kernel(kernel, accelerator => accelerator.LoadKernel(kernel));
            Session.OverTiles(tiles, Session.TilesPerLaunch, cancellation, (count, view) =>
                launcher(Session.Stream, Session.Grid(count), view, strips, firstStrip, _bags, masks, _score, sink));
        }
    }

    private bool IsSliced(Tile tile) =>
        _bags.Orders <= SlicedBagPairs.Strips && _longest.AsSpan(tile.Row, tile.Rows).IndexOfAnyInRange(CountPlanes.Most + 1, int.MaxValue) < 0;

    private ArrayView<uint> Build(BagStrip[] strips, ArrayView<BagStrip> device, long length)
    {
        var masks = Session.Memory.Rent<uint>(length);
        masks.MemSetToZero(Session.Stream);
        var kernel = BagMasks.Kernel;
        var build = Session.Kernel(kernel, accelerator => accelerator.LoadKernel(kernel));
        build(Session.Stream, Session.Grid((strips.Length + Session.Warps - 1) / Session.Warps), device, strips.Length, _bags, masks);
        return masks;
    }

    // As many of the next tiles as the masks of their strips may take memory, at least one.
    private BagStrip[] Take(ReadOnlySpan<Tile> tiles, out int taken, out long length)
    {
        var strips = new List<BagStrip>();
        var end = tiles[0].Strip;
        length = 0;
        for (taken = 0; taken < tiles.Length; taken++)
        {
            var last = tiles[taken].Strip + (tiles[taken].Columns + Tile.Lanes - 1) / Tile.Lanes;
            var symbols = (long)_symbolCounts[ProblemOf(tiles[taken].Strip)];
            if (taken > 0 && (length + Math.Max(0, last - end) * symbols) * sizeof(uint) > Session.Budget)
            {
                break;
            }

            for (; end < last; end++)
            {
                strips.Add(Strip(end, length));
                length += symbols;
            }
        }

        return [.. strips];
    }

    private BagStrip Strip(int strip, long masks)
    {
        var p = ProblemOf(strip);
        var column = (strip - StripBase[p]) * Tile.Lanes;
        return new BagStrip
        {
            Item = ItemBase[p] + Problems[p].FirstColumnItem + column,
            Lanes = Math.Min(Tile.Lanes, Problems[p].Columns - column),
            Masks = masks,
        };
    }
}
