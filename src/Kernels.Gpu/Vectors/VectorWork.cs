using Accelerated.Metrics;
using ILGPU;
using ILGPU.Runtime;

namespace Accelerated.Kernels.Gpu;

/// <summary>Problems of a vector metric; vectors of fewer dimensions than the longest are padded with zeros.</summary>
internal sealed class VectorWork<TScore> : PairWork where TScore : unmanaged, IVectorScore
{
    private readonly TScore _score;
    private readonly int _dimension;
    private readonly ArrayView<float> _values;
    private readonly ArrayView<double> _norms;

    public VectorWork(DeviceQueue queue, IReadOnlyList<EncodedProblem> problems, TScore score) : base(problems)
    {
        _score = score;
        var longest = problems.Max(problem => ((VectorFeatures)problem.Features).Dimension);
        _dimension = checked((longest + VectorPairs.Step - 1) / VectorPairs.Step * VectorPairs.Step);
        DeviceLimits.RequireIndex((long)_dimension * Items, "elements of vectors");
        var values = new float[_dimension * Items];
        var norms = new double[Items];
        for (var p = 0; p < problems.Count; p++)
        {
            var features = (VectorFeatures)problems[p].Features;
            features.SquaredNorms.CopyTo(norms.AsSpan(ItemBase[p]));
            for (var i = 0; i < features.Count; i++)
            {
                var vector = features[i];
                for (var k = 0; k < vector.Length; k++)
                {
                    values[k * Items + ItemBase[p] + i] = vector[k];
                }
            }
        }

        _values = queue.Upload<float>(values);
        _norms = queue.Upload<double>(norms);
    }

    public override void Launch<TSink>(DeviceQueue queue, ReadOnlySpan<Tile> tiles, TSink sink, CancellationToken cancellation)
    {
        var kernel = VectorPairs.Kernel<TScore, TSink>;
        var launcher = queue.Session.Kernel(kernel, accelerator => accelerator.LoadKernel(kernel));
        queue.Launch(tiles, queue.Session.TilesPerLaunch, cancellation, (stream, grid, view) =>
            launcher(stream, grid, view, _values, Items, _dimension, _norms, _score, sink));
    }
}
