using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests.Gpu;

public sealed class SimulatorTests : DeviceConformance
{
    [Test]
    public void A_disposed_engine_says_so()
    {
        var engine = GpuEngine.Simulator();
        engine.Dispose();
        var problem = SmallProblems.Of(MetricCatalogue.Parse("squared-error"), 9, 3);
        Assert.That(() => engine.WeightedSums(problem, new double[problem.Rows]), Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public void The_engine_names_itself()
    {
        using var engine = GpuEngine.Simulator();
        Assert.That((engine.Kind, engine.Device), Is.EqualTo((EngineKind.Simulator, "simulated device")));
    }

    protected override GpuEngine Create() => GpuEngine.Simulator();
}
