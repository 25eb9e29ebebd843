using Accelerated.Kernels.Gpu;
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
        Assert.That((engine.Name, engine.Device), Is.EqualTo(("simulator", "simulated device")));
    }

    [TestCase("levenshtein-tokens")]
    [TestCase("token-f1")]
    [TestCase("chrf")]
    [TestCase("jaccard")]
    [TestCase("huber")]
    [TestCase("cosine")]
    public void Groups_of_several_warps_have_the_bits_of_the_reference(string name)
    {
        using var engine = GpuEngine.Simulator(new SimulatedDevice { Warps = 4 });
        FastReference.Hold(engine, SmallProblems.Of(MetricCatalogue.Parse(name), 13, 14, 40, longest: 20), "seed 13, 4 warps");
    }

    [Test]
    public void A_user_metric_is_the_same_on_every_software_engine()
    {
        var problem = SmallProblems.Of(PrefixScore.Metric(0.25), 14, 12, 40);
        PairEngine[] engines = [new CpuEngine(2), GpuEngine.Simulator()];
        foreach (var engine in engines)
        {
            using (engine)
            {
                FastReference.Hold(engine, problem, $"seed 14, {engine.Name}");
            }
        }
    }

    // A group's scratch takes 30 cells x 32 lanes x 8 bytes at most, so each launch is of one or two tiles.
    [Test]
    public void Scratch_keeps_to_the_budget_by_launches_of_fewer_tiles()
    {
        using var engine = GpuEngine.Simulator(new SimulatedDevice { Budget = 16_000 });
        FastReference.Hold(
            engine, SmallProblems.Of(WarpingScore.Metric, 18, 20, 140, longest: 30), "seed 18, 20 candidates, 140 references");
    }

    [Test]
    public void Rejects_scratch_beyond_the_budget_before_a_launch()
    {
        using var engine = GpuEngine.Simulator(new SimulatedDevice { Budget = 16_000 });
        var problem = ProblemEncoder.Encode(WarpingScore.Metric, [string.Join(' ', Enumerable.Repeat("word", 100)), "one"]);
        Assert.That(
            () => engine.WeightedSums(problem, new double[2]),
            Throws.InstanceOf<DeviceException>()
                .With.Property(nameof(DeviceException.Fault)).EqualTo(DeviceFault.OutOfMemory)
                .And.Message.EqualTo(
                    "The metric needs scratch of 100 cells a pair for its longest texts; a device's threads have at most 62. "
                    + "Use CpuEngine, or shorten the texts."));
        FastReference.Hold(engine, SmallProblems.Of(WarpingScore.Metric, 19, 5), "seed 19, after the error");
    }

    [Test]
    public void A_user_metric_with_functions_of_Math_agrees_closely()
    {
        var problem = SmallProblems.Of(FunctionScore.Metric, 15, 8, 20);
        using var reference = new ReferenceEngine();
        using var engine = GpuEngine.Simulator();
        var wanted = new double[problem.Rows * problem.Columns];
        var found = new double[wanted.Length];
        reference.Utilities(problem, 0, problem.Rows, wanted);
        engine.Utilities(problem, 0, problem.Rows, found);
        for (var k = 0; k < wanted.Length; k++)
        {
            Assert.That(found[k], Is.EqualTo(wanted[k]).Within(1e-6 * Math.Max(1, Math.Abs(wanted[k]))), $"seed 15, value {k}");
        }
    }

    protected override GpuEngine Create() => GpuEngine.Simulator();
}
