using Accelerated.Inference.Engines;
using Accelerated.Kernels;
using Accelerated.Metrics;

namespace Accelerated.Inference.Tests;

/// <summary>What happens where a device is asked for and there is none.</summary>
public sealed class FallbackTests
{
    // No machine has so many.
    private static readonly EngineChoice Absent = new(EngineKind.Cuda, DeviceSet.Of(DeviceSet.Largest));

    [Test]
    public void The_processor_takes_the_place_of_an_absent_device_and_says_why()
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
    public void A_required_device_that_is_absent_is_an_error()
    {
        using var selector = new Selector(new(MetricCatalogue.Parse("token-f1")) { Engine = Absent, RequireGpu = true });
        Assert.That(() => selector.Select(new Problem("q", ["x"])), Throws.TypeOf<EngineException>().With.Message.StartsWith("Cuda device 63 was asked for;"));
    }

    [Test]
    public void Little_work_stays_on_the_processor()
    {
        using var selector = new Selector(new(MetricCatalogue.Parse("token-f1")));
        var selection = selector.Select(new Problem("q", ["x y", "y", "z"]));
        Assert.That(selection.Engine, Is.EqualTo("cpu"));
        Assert.That(selection.Fallback, Is.Null);
    }
}
