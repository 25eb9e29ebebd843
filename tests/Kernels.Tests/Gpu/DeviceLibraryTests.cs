using Accelerated.Kernels.Gpu;

namespace Accelerated.Kernels.Tests.Gpu;

/// <summary>How the core finds the devices' package.</summary>
public sealed class DeviceLibraryTests
{
    [Test]
    public void The_package_is_found_where_it_is_referred_to() =>
        Assert.That((DeviceLibrary.Current.GetType(), DeviceLibrary.Current.Missing), Is.EqualTo((typeof(GpuLibrary), "")));

    [Test]
    public void Several_devices_are_one_engine()
    {
        using var one = DeviceLibrary.Current.Open(EngineKind.Simulator, [0]);
        using var two = DeviceLibrary.Current.Open(EngineKind.Simulator, [0, 1]);
        Assert.That((one.Device, two.Device), Is.EqualTo(("simulated device", "2 x simulated device")));
    }

    [Test]
    public void Without_the_package_a_device_is_refused_with_the_reason()
    {
        var none = new NoDevices("Add it.");
        var error = Assert.Throws<DeviceException>(() => none.Open(EngineKind.Cuda, [0]));
        Assert.Multiple(() =>
        {
            Assert.That((error!.Fault, error.Message), Is.EqualTo((DeviceFault.NotAvailable, "Engine 'cuda' is not available. Add it.")));
            Assert.That(none.Cuda(), Is.Empty);
            Assert.That(none.List(), Is.EqualTo(new DeviceList(none.List().Found, "Add it.", "Add it.")));
        });
    }
}
