using Accelerated.Inference.Engines;
using Accelerated.Kernels;
using Accelerated.Metrics;

namespace Accelerated.Inference.Tests;

/// <summary>Requests for a device that the machine does not have.</summary>
public sealed class FallbackTests
{
    // No machine has this many devices.
    private static readonly EngineChoice Absent = new(EngineKind.Cuda, DeviceSet.Of(DeviceSet.Largest));

    [Test]
    public void Falls_back_to_the_CPU_and_reports_why_if_a_device_is_absent()
    {
        using var selector = new Selector(new(MetricCatalogue.Parse("token-f1")) { Engine = Absent });
        using var plain = new Selector(new(MetricCatalogue.Parse("token-f1")) { Engine = EngineChoice.Cpu });
        var problem = new Problem("q", ["x y", "y", "z"]);
        var selection = selector.Select(problem);
        Assert.That(selection.Engine, Is.EqualTo("cpu"));
        Assert.That(selection.Fallback, Does.StartWith("Cuda device 63 was asked for;"));
        Assert.That(selection.Ranking, Is.EqualTo(plain.Select(problem).Ranking));
        Assert.That(plain.Select(problem).Fallback, Is.Null);
    }

    [Test]
    public void Fails_if_a_required_device_is_absent()
    {
        using var selector = new Selector(new(MetricCatalogue.Parse("token-f1")) { Engine = Absent, RequireGpu = true });
        Assert.That(
            () => selector.Select(new Problem("q", ["x"])),
            Throws.TypeOf<EngineException>().With.Message.StartsWith("Cuda device 63 was asked for;"));
    }

    [Test]
    public void Little_work_stays_on_the_CPU()
    {
        using var selector = new Selector(new(MetricCatalogue.Parse("token-f1")));
        var selection = selector.Select(new Problem("q", ["x y", "y", "z"]));
        Assert.That(selection.Engine, Is.EqualTo("cpu"));
        Assert.That(selection.Fallback, Is.Null);
    }
}
