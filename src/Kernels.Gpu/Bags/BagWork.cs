using System.Runtime.InteropServices;
using Accelerated.Metrics;
using ILGPU;
using ILGPU.Runtime;

namespace Accelerated.Kernels.Gpu;

/// <summary>Problems of a bag metric.</summary>
internal sealed class BagWork<TScore> : PairWork where TScore : unmanaged, IBagScore
{
    // As on the CPU: the largest size whose small multiples and their sums are exact in single precision
    private const int MostSingle = 1 << 20;

    private readonly TScore _score;
    private readonly BagRows _bags;
    private readonly BagPlan _plan;
    private readonly int[] _longest;
    private readonly bool _isSingle; // whether a matrix of single precision is computed in it
    private Masks? _kept;

    public BagWork(DeviceQueue queue, IReadOnlyList<EncodedProblem> problems, TScore score) : base(problems)
    {
        _score = score;
        _bags = BagUpload.ToDevice(queue, problems, ItemBase, Items, out var symbolCounts);
        _plan = new BagPlan(problems, ItemBase, Strips, symbolCounts);
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

        _isSingle = TScore.IsWholeQuotient && _longest.AsSpan().IndexOfAnyInRange(MostSingle + 1, int.MaxValue) < 0;
    }

    // A thread counts a row against a strip, so that eight rows and a chunk occupy a whole group.
    public override int TileColumns => RowSum.Chunk;

    public override void Prepare(DeviceQueue queue)
    {
        if (_plan.All(queue.Session.Budget) is { } part)
        {
            _kept = Build(queue, part);
        }
    }

    public override void Launch<TSink>(DeviceQueue queue, ReadOnlySpan<Tile> tiles, TSink sink, CancellationToken cancellation)
    {
        if (_kept is { } kept)
        {
            Launch(queue, tiles, kept, sink, cancellation);
            return;
        }

        for (var first = 0; first < tiles.Length;)
        {
            cancellation.ThrowIfCancellationRequested();
            var mark = queue.Memory.Mark;
            var part = _plan.Take(tiles[first..], queue.Session.Budget, out var taken);
            Launch(queue, tiles.Slice(first, taken), Build(queue, part), sink, cancellation);
            first += taken;
            queue.Memory.Release(mark);
        }
    }

    private void Launch<TSink>(DeviceQueue queue, ReadOnlySpan<Tile> tiles, Masks masks, TSink sink, CancellationToken cancellation)
        where TSink : struct, IDeviceSink
    {
        var sliced = new List<Tile>();
        var general = new List<Tile>();
        foreach (var tile in tiles)
        {
            (IsSliced(tile) ? sliced : general).Add(tile);
        }

        if (_isSingle && sink is MatrixDeviceSink matrix)
        {
            Launch(queue, sliced, QuotientBagPairs.Kernel<TScore>, masks, matrix.Target, cancellation);
        }
        else
        {
            Launch(queue, sliced, SlicedBagPairs.Kernel<TScore, TSink>, masks, sink, cancellation);
        }

        Launch(queue, general, BagPairs.Kernel<TScore, TSink>, masks, sink, cancellation);
    }

    private void Launch<TTarget>(
        DeviceQueue queue,
        List<Tile> tiles,
        Action<ArrayView<Tile>, ArrayView<BagStrip>, int, BagRows, ArrayView<uint>, TScore, TTarget> kernel,
        Masks masks,
        TTarget target,
        CancellationToken cancellation)
        where TTarget : struct
    {
        if (tiles.Count > 0)
        {
            var launcher = queue.Session.Kernel(kernel, accelerator => accelerator.LoadKernel(kernel));
            queue.Launch(CollectionsMarshal.AsSpan(tiles), queue.Session.TilesPerLaunch, cancellation, (stream, grid, view) =>
                launcher(stream, grid, view, masks.Strips, masks.Part.FirstStrip, _bags, masks.Words, _score, target));
        }
    }

    private bool IsSliced(Tile tile) =>
        _bags.Orders <= StripCounts.Slots && _longest.AsSpan(tile.Row, tile.Rows).IndexOfAnyInRange(CountPlanes.Most + 1, int.MaxValue) < 0;

    private Masks Build(DeviceQueue queue, BagPart part)
    {
        var session = queue.Session;
        var strips = queue.Upload<BagStrip>(part.Strips);
        // A view may not begin beyond the end, where strips without symbols lie
        var words = queue.Memory.Rent<uint>(part.MaskWords + StripCounts.Slots);
        words.MemSetToZero(queue.Stream);
        var kernel = BagMasks.Kernel;
        var build = session.Kernel(kernel, accelerator => accelerator.LoadKernel(kernel));
        var grid = session.Grid(part.Strips.Length);
        queue.Launch(stream => build(stream, grid, strips, _bags, words));
        return new Masks(part, strips, words);
    }

    private readonly record struct Masks(BagPart Part, ArrayView<BagStrip> Strips, ArrayView<uint> Words);
}
