using System.Runtime.InteropServices;
using Accelerated.Metrics;
using ILGPU;
using ILGPU.Runtime;

namespace Accelerated.Kernels.Gpu;

/// <summary>Problems of an alignment metric, on the statistic that <typeparamref name="TWord"/> computes.</summary>
internal sealed class AlignmentWork<TScore, TWord> : PairWork
    where TScore : unmanaged, IAlignmentScore where TWord : unmanaged, IAlignmentWord<TWord>
{
    private readonly TScore _score;
    private readonly StripPlan _plan;
    private readonly ArrayView<int> _offsets;
    private readonly ArrayView<int> _tokens;
    private readonly int _longest;
    private Tables? _kept;

    public AlignmentWork(DeviceQueue queue, IReadOnlyList<EncodedProblem> problems, TScore score) : base(problems)
    {
        _score = score;
        var features = problems.Select(problem => ((SequenceFeatures)problem.Features).Sequences).ToArray();
        (_offsets, _tokens) = RaggedUpload.ToDevice(queue, features, ItemBase, Items);
        _longest = features.Max(sequences => sequences.LongestRow);
        _plan = new StripPlan(problems, ItemBase, Strips);
    }

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

    private void Launch<TSink>(DeviceQueue queue, ReadOnlySpan<Tile> tiles, Tables tables, TSink sink, CancellationToken cancellation)
        where TSink : struct, IDeviceSink
    {
        foreach (var size in Enum.GetValues<PatternSize>())
        {
            LaunchSize(queue, tiles, tables, size, sink, cancellation);
        }
    }

    private Tables Build(DeviceQueue queue, StripPart part)
    {
        var session = queue.Session;
        var strips = queue.Upload<PatternStrip>(part.Strips);
        var map = queue.Memory.Rent<int>(part.MapLength + 1L); // a view may not begin at the end, where maps of no tokens lie
        map.MemSetToZero(queue.Stream);
        var words = queue.Memory.Rent<ulong>(part.TableWords);
        words.MemSetToZero(queue.Stream);
        var kernel = MatchTables.Kernel;
        var build = session.Kernel(kernel, accelerator => accelerator.LoadKernel(kernel));
        var grid = session.Grid(part.Strips.Length);
        queue.Launch(stream => build(stream, grid, strips, _offsets, _tokens, map, words));
        return new Tables(part, strips, map, words);
    }

    // Tiles of one size; apart those whose tables fit shared memory, where that size has a kernel for it.
    private void LaunchSize<TSink>(
        DeviceQueue queue, ReadOnlySpan<Tile> tiles, Tables tables, PatternSize size, TSink sink, CancellationToken cancellation)
        where TSink : struct, IDeviceSink
    {
        var shared = new List<Tile>();
        var others = new List<Tile>();
        var part = tables.Part;
        foreach (var tile in tiles)
        {
            if (PatternWords.SizeOfWords(part.Strips[tile.Strip - part.FirstStrip].Words) == size)
            {
                (size != PatternSize.ManyWords && part.FitsShared(tile) ? shared : others).Add(tile);
            }
        }

        switch (size)
        {
            case PatternSize.OneWord:
                Launch(queue, shared, AlignmentPairs.SharedKernel<TScore, TSink, OneWord<TWord>, TWord>, tables, sink, cancellation);
                Launch(queue, others, AlignmentPairs.GlobalKernel<TScore, TSink, OneWord<TWord>, TWord>, tables, sink, cancellation);
                break;
            case PatternSize.TwoWords:
                Launch(queue, shared, AlignmentPairs.SharedKernel<TScore, TSink, TwoWords<TWord>, TWord>, tables, sink, cancellation);
                Launch(queue, others, AlignmentPairs.GlobalKernel<TScore, TSink, TwoWords<TWord>, TWord>, tables, sink, cancellation);
                break;
            case PatternSize.FourWords:
                Launch(queue, shared, AlignmentPairs.SharedKernel<TScore, TSink, FourWords<TWord>, TWord>, tables, sink, cancellation);
                Launch(queue, others, AlignmentPairs.GlobalKernel<TScore, TSink, FourWords<TWord>, TWord>, tables, sink, cancellation);
                break;
            default:
                LaunchLong(queue, others, tables, sink, cancellation);
                break;
        }
    }

    private void Launch<TSink>(
        DeviceQueue queue,
        List<Tile> tiles,
        Action<
            ArrayView<Tile>, ArrayView<PatternStrip>, int, ArrayView<int>, ArrayView<int>, ArrayView<int>, ArrayView<ulong>,
            TScore, TSink> kernel,
        Tables tables,
        TSink sink,
        CancellationToken cancellation)
        where TSink : struct, IDeviceSink
    {
        if (tiles.Count == 0)
        {
            return;
        }

        var launcher = queue.Session.Kernel(kernel, accelerator => accelerator.LoadKernel(kernel));
        queue.Launch(CollectionsMarshal.AsSpan(tiles), queue.Session.TilesPerLaunch, cancellation, (stream, grid, view) =>
            launcher(stream, grid, view, tables.Strips, tables.Part.FirstStrip, _offsets, _tokens, tables.Map, tables.Words, _score, sink));
    }

    private void LaunchLong<TSink>(DeviceQueue queue, List<Tile> tiles, Tables tables, TSink sink, CancellationToken cancellation)
        where TSink : struct, IDeviceSink
    {
        if (tiles.Count == 0)
        {
            return;
        }

        var session = queue.Session;
        var kernel = LongAlignmentPairs.Kernel<TScore, TSink, TWord>;
        var launcher = session.Kernel(kernel, accelerator => accelerator.LoadKernel(kernel));
        var perWarp = (long)((_longest + 31) / 32) * LongAlignmentPairs.CarryWords * Tile.Lanes;
        DeviceLimits.RequireIndex(perWarp, "carries a warp");
        var groups = (int)Math.Clamp(session.Budget / (perWarp * session.Warps * sizeof(uint)), 1, session.TilesPerLaunch);
        var carries = queue.Memory.Rent<uint>(perWarp * session.Warps * Math.Min(groups, tiles.Count));
        queue.Launch(CollectionsMarshal.AsSpan(tiles), groups, cancellation, (stream, grid, view) =>
            launcher(
                stream, grid, view, tables.Strips, tables.Part.FirstStrip, _offsets, _tokens, tables.Map, tables.Words, carries,
                (int)perWarp, _score, sink));
    }

    private readonly record struct Tables(StripPart Part, ArrayView<PatternStrip> Strips, ArrayView<int> Map, ArrayView<ulong> Words);
}
