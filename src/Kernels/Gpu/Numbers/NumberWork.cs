using Accelerated.Metrics;
using ILGPU;
using ILGPU.Runtime;

namespace Accelerated.Kernels.Gpu;

/// <summary>Problems of a number metric.</summary>
internal sealed class NumberWork<TScore> : PairWork where TScore : unmanaged, INumberScore
{
    private readonly TScore _score;
    private readonly ArrayView<double> _values;

    public NumberWork(DeviceSession session, IReadOnlyList<EncodedProblem> problems, TScore score) : base(session, problems)
    {
        _score = score;
        var values = new double[Items];
        for (var p = 0; p < problems.Count; p++)
        {
            ((NumberFeatures)problems[p].Features).Values.CopyTo(values.AsSpan(ItemBase[p]));
        }

        _values = session.Memory.Upload<double>(values);
    }

    public override void Launch<TSink>(ReadOnlySpan<Tile> tiles, TSink sink, CancellationToken cancellation)
    {
        var kernel = NumberPairs.Kernel<TScore, TSink>;
        var launcher = Session.Kernel(kernel, accelerator => accelerator.LoadKernel(kernel));
        Session.OverTiles(tiles, Session.TilesPerLaunch, cancellation, (count, view) => launcher(Session.Stream, Session.Grid(count), view, _values, _score, sink));
    }
}
