using System.Runtime.InteropServices;
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

    public BagWork(DeviceQueue queue, IReadOnlyList<EncodedProblem> problems, TScore score) : base(problems)
    {
        _score = score;
        _bags = BagUpload.ToDevice(queue, problems, ItemBase, Items, out _symbolCounts);
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

    public override void Launch<TSink>(DeviceQueue queue, ReadOnlySpan<Tile> tiles, TSink sink, CancellationToken cancellation)
    {
        for (var first = 0; first < tiles.Length;)
        {
            cancellation.ThrowIfCancellationRequested();
            var mark = queue.Memory.Mark;
            var firstStrip = tiles[first].Strip;
            var strips = Take(tiles[first..], queue.Session.Budget, out var taken, out var length);
            var device = queue.Upload<BagStrip>(strips);
            var masks = Build(queue, strips, device, length);
            var sliced = new List<Tile>();
            var general = new List<Tile>();
            foreach (var tile in tiles.Slice(first, taken))
            {
                (IsSliced(tile) ? sliced : general).Add(tile);
            }

            Launch(queue, sliced, SlicedBagPairs.Kernel<TScore, TSink>, device, firstStrip, masks, sink, cancellation);
            Launch(queue, general, BagPairs.Kernel<TScore, TSink>, device, firstStrip, masks, sink, cancellation);
            first += taken;
            queue.Memory.Release(mark);
        }
    }

    private void Launch<TSink>(
        DeviceQueue queue,
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
            var launcher = queue.Session.Kernel(kernel, accelerator => accelerator.LoadKernel(kernel));
            queue.Launch(CollectionsMarshal.AsSpan(tiles), queue.Session.TilesPerLaunch, cancellation, (stream, grid, view) =>
                launcher(stream, grid, view, strips, firstStrip, _bags, masks, _score, sink));
        }
    }

    private bool IsSliced(Tile tile) =>
        _bags.Orders <= SlicedBagPairs.Strips && _longest.AsSpan(tile.Row, tile.Rows).IndexOfAnyInRange(CountPlanes.Most + 1, int.MaxValue) < 0;

    private ArrayView<uint> Build(DeviceQueue queue, BagStrip[] strips, ArrayView<BagStrip> device, long length)
    {
        var session = queue.Session;
        var masks = queue.Memory.Rent<uint>(length);
        masks.MemSetToZero(queue.Stream);
        var kernel = BagMasks.Kernel;
        var build = session.Kernel(kernel, accelerator => accelerator.LoadKernel(kernel));
        var grid = session.Grid((strips.Length + session.Warps - 1) / session.Warps);
        queue.Launch(stream => build(stream, grid, device, strips.Length, _bags, masks));
        return masks;
    }

    // As many of the next tiles as the masks of their strips may take memory, at least one.
    private BagStrip[] Take(ReadOnlySpan<Tile> tiles, long budget, out int taken, out long length)
    {
        var strips = new List<BagStrip>();
        var end = tiles[0].Strip;
        length = 0;
        for (taken = 0; taken < tiles.Length; taken++)
        {
            var last = tiles[taken].Strip + (tiles[taken].Columns + Tile.Lanes - 1) / Tile.Lanes;
            var symbols = (long)_symbolCounts[ProblemOf(tiles[taken].Strip)];
            if (taken > 0 && (length + Math.Max(0, last - end) * symbols) * sizeof(uint) > budget)
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
