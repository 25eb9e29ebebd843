using Accelerated.Metrics;
using ILGPU;
using ILGPU.Runtime;

namespace Accelerated.Kernels.Gpu;

/// <summary>Problems of a number metric.</summary>
internal sealed class NumberWork<TScore> : PairWork where TScore : unmanaged, INumberScore
{
    private readonly TScore _score;
    private readonly ArrayView<double> _values;

    public NumberWork(DeviceQueue queue, IReadOnlyList<EncodedProblem> problems, TScore score) : base(problems)
    {
        _score = score;
        var values = new double[Items];
        for (var p = 0; p < problems.Count; p++)
        {
            ((NumberFeatures)problems[p].Features).Values.CopyTo(values.AsSpan(ItemBase[p]));
        }

        _values = queue.Upload<double>(values);
    }

    public override void Launch<TSink>(DeviceQueue queue, ReadOnlySpan<Tile> tiles, TSink sink, CancellationToken cancellation)
    {
        var kernel = NumberPairs.Kernel<TScore, TSink>;
        var launcher = queue.Session.Kernel(kernel, accelerator => accelerator.LoadKernel(kernel));
        queue.Launch(
            tiles, queue.Session.TilesPerLaunch, cancellation, (stream, grid, view) => launcher(stream, grid, view, _values, _score, sink));
    }
}
