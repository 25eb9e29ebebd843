using Accelerated.Kernels.Gpu;
using Accelerated.Kernels.Tests.Gpu;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests;

/// <summary>The engines of this library, held against the kit that other engines are held against.</summary>
[TestFixture(1)]
[TestFixture(3)]
public sealed class CpuEngineConformanceTests(int threads) : PairEngineConformance
{
    protected override IEnumerable<Metric> Metrics => base.Metrics.Concat(UsersMetrics.All);

    protected override PairEngine CreateEngine() => new CpuEngine(threads);
}

/// <inheritdoc cref="CpuEngineConformanceTests"/>
public sealed class ReferenceEngineConformanceTests : PairEngineConformance
{
    protected override PairEngine CreateEngine() => new ReferenceEngine();
}

/// <inheritdoc cref="CpuEngineConformanceTests"/>
public sealed class SimulatorConformanceTests : PairEngineConformance
{
    protected override int MostCandidates => 9;

    protected override IEnumerable<Metric> Metrics => base.Metrics.Concat(UsersMetrics.All);

    protected override PairEngine CreateEngine() => GpuEngine.Simulator();
}

/// <inheritdoc cref="CpuEngineConformanceTests"/>
public sealed class DeviceGroupConformanceTests : PairEngineConformance
{
    protected override int MostCandidates => 9;

    protected override IEnumerable<Metric> Metrics =>
        [Metric.TokenF1(), Metric.Levenshtein(), Metric.ChrF(), Metric.SquaredError(), Metric.WeightedLevenshtein(), WarpingScore.Metric];

    protected override PairEngine CreateEngine() => new DeviceGroup([GpuEngine.Simulator(), GpuEngine.Simulator()]);
}
