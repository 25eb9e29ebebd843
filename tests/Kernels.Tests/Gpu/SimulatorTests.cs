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

    [TestCase("levenshtein-tokens")]
    [TestCase("token-f1")]
    [TestCase("chrf")]
    [TestCase("jaccard")]
    [TestCase("huber")]
    [TestCase("cosine")]
    public void Groups_of_several_warps_have_the_bits_of_the_reference(string name)
    {
        using var engine = GpuEngine.Simulator(4);
        Agreement.Assert(engine, SmallProblems.Of(MetricCatalogue.Parse(name), 13, 14, 40, longest: 20), "seed 13, 4 warps");
    }

    [Test]
    public void A_users_own_metric_is_the_same_on_every_software_engine()
    {
        var problem = SmallProblems.Of(PrefixScore.Metric(0.25), 14, 12, 40);
        PairEngine[] engines = [new CpuEngine(2), GpuEngine.Simulator()];
        foreach (var engine in engines)
        {
            using (engine)
            {
                Agreement.Assert(engine, problem, $"seed 14, {engine.Kind}");
            }
        }
    }

    protected override GpuEngine Create() => GpuEngine.Simulator();
}
