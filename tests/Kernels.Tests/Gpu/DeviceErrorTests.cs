using Accelerated.Kernels.Gpu;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests.Gpu;

public sealed class DeviceErrorTests
{
    [TestCase(EngineKind.Cuda)]
    [TestCase(EngineKind.OpenCL)]
    public void A_device_that_is_not_there_is_named_with_the_way_out(EngineKind kind)
    {
        var error = Assert.Throws<DeviceException>(() => (kind == EngineKind.Cuda ? GpuEngine.Cuda(99) : GpuEngine.OpenCL(99)).Dispose());
        Assert.Multiple(() =>
        {
            Assert.That(error.Fault, Is.EqualTo(DeviceFault.NotAvailable));
            Assert.That(error.Message, Does.StartWith($"{kind} device 99 was asked for; there are ").And.EndWith("Use the CPU engine."));
        });
    }

    [Test]
    public void The_list_of_devices_says_why_there_is_none()
    {
        var list = Devices.List();
        var cuda = list.Found.Count(device => device.Kind == EngineKind.Cuda);
        Assert.That(list.CudaReason, cuda > 0 ? Is.Empty : Does.StartWith("NVIDIA's driver"));
    }

    [Test]
    public void What_a_driver_throws_means_a_lost_device()
    {
        var fault = DeviceErrors.Translate(new LostDevice(), "Device 7");
        Assert.Multiple(() =>
        {
            Assert.That(fault!.Fault, Is.EqualTo(DeviceFault.Lost));
            Assert.That(fault.Message, Is.EqualTo(LostDevice.MessageOf("Device 7")));
        });
    }

    [Test]
    public void Errors_of_a_problem_are_not_device_errors() =>
        Assert.That(DeviceErrors.Translate(new ArgumentException("a problem"), "Device 7"), Is.Null);

    [Test]
    public void Rejects_work_beyond_an_index_before_it_starts()
    {
        var error = Assert.Throws<DeviceException>(() => DeviceLimits.RequireIndex(1L << 31, "tokens"));
        Assert.Multiple(() =>
        {
            Assert.That(error.Fault, Is.EqualTo(DeviceFault.NotSupported));
            Assert.That(error.Message, Is.EqualTo(
                "The work has 2,147,483,648 tokens; a device's kernels index fewer than 2,147,483,647. "
                + "Use the CPU engine, or fewer problems at once."));
        });
    }

    [Test]
    public void A_metric_that_cannot_be_compiled_is_refused_and_leaves_the_engine_usable()
    {
        using var engine = GpuEngine.Simulator();
        var problem = SmallProblems.Of(AllocatingScore.Metric, 1, 3);
        var error = Assert.Throws<DeviceException>(() => engine.WeightedSums(problem, new double[problem.Rows]));
        Assert.That(error.Fault, Is.EqualTo(DeviceFault.NotSupported));
        Assert.That(error.Message, Does.Contain("cannot be compiled for simulated device"));
        FastReference.Hold(engine, SmallProblems.Of(MetricCatalogue.Parse("huber"), 2, 5), "seed 2, after the refusal");
    }
}
