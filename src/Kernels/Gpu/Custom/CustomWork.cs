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

    public CustomWork(DeviceQueue queue, IReadOnlyList<EncodedProblem> problems, TScore score) : base(problems)
    {
        _score = score;
        (_offsets, _values) = RaggedUpload.ToDevice(queue, [.. problems.Select(problem => ((CustomFeatures<TElement>)problem.Features).Rows)], ItemBase, Items);
    }

    public override void Launch<TSink>(DeviceQueue queue, ReadOnlySpan<Tile> tiles, TSink sink, CancellationToken cancellation)
    {
        var kernel = CustomPairs.Kernel<TElement, TScore, TSink>;
        var launcher = queue.Session.Kernel(kernel, accelerator => accelerator.LoadKernel(kernel));
        queue.Launch(tiles, queue.Session.TilesPerLaunch, cancellation, (stream, grid, view) => launcher(stream, grid, view, _offsets, _values, _score, sink));
    }
}
