using Accelerated.Metrics;
using ILGPU;
using ILGPU.Runtime;

namespace Accelerated.Kernels.Gpu;

/// <summary>Problems of a user's own metric.</summary>
internal sealed class CustomWork<TElement, TScore> : PairWork where TElement : unmanaged where TScore : unmanaged, IPairScore<TElement>
{
    private readonly TScore _score;
    private readonly ArrayView<int> _offsets;
    private readonly ArrayView<TElement> _values;

    public CustomWork(DeviceSession session, IReadOnlyList<EncodedProblem> problems, TScore score) : base(session, problems)
    {
        _score = score;
        var rows = RaggedUpload.Join([.. problems.Select(problem => ((CustomFeatures<TElement>)problem.Features).Rows)], ItemBase, Items);
        _offsets = session.Memory.Upload<int>(rows.Offsets);
        _values = session.Memory.Upload<TElement>(rows.Values);
    }

    public override void Launch<TSink>(ReadOnlySpan<Tile> tiles, TSink sink, CancellationToken cancellation)
    {
        var kernel = CustomPairs.Kernel<TElement, TScore, TSink>;
        var launcher = Session.Kernel(kernel, accelerator => accelerator.LoadKernel(kernel));
        Session.OverTiles(tiles, Session.TilesPerLaunch, cancellation, (count, view) =>
            launcher(Session.Stream, Session.Grid(count), view, _offsets, _values, _score, sink));
    }
}
