using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Accelerated.Kernels.Gpu;

/// <summary>Queries NVIDIA's driver itself for its devices: ILGPU only reports that there is none, not why.</summary>
internal static unsafe class CudaDriver
{
    // CUdevice_attribute of the driver's interface.
    private const int ClockKilohertz = 13;
    private const int Multiprocessors = 16;
    private const int MemoryClockKilohertz = 36;
    private const int MemoryBusBits = 37;

    private const double TransfersPerClock = 2; // both edges

    /// <summary>Adds the devices; returns the reason where there is none, else an empty text.</summary>
    public static string List(List<DeviceInfo> found)
    {
        var library = OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1";
        if (!NativeLibrary.TryLoad(library, out var handle))
        {
            return $"NVIDIA's driver library {library} was not found; there is no NVIDIA driver on this machine, or not in this container.";
        }

        if (!NativeLibrary.TryGetExport(handle, "cuInit", out var init)
            || !NativeLibrary.TryGetExport(handle, "cuDriverGetVersion", out var version)
            || !NativeLibrary.TryGetExport(handle, "cuDeviceGetCount", out var count)
            || !NativeLibrary.TryGetExport(handle, "cuDeviceGetName", out var name)
            || !NativeLibrary.TryGetExport(handle, "cuDeviceTotalMem_v2", out var memory)
            || !NativeLibrary.TryGetExport(handle, "cuDeviceGetAttribute", out var attribute))
        {
            return $"{library} lacks functions of a driver; install NVIDIA's driver.";
        }

        var code = ((delegate* unmanaged<uint, int>)init)(0);
        if (code != 0)
        {
            return $"NVIDIA's driver answers cuInit with error {code} ({Meaning(code)}).";
        }

        int driver;
        _ = ((delegate* unmanaged<int*, int>)version)(&driver);
        int devices;
        code = ((delegate* unmanaged<int*, int>)count)(&devices);
        if (code != 0 || devices == 0)
        {
            return $"NVIDIA's driver lists no device (error {code}).";
        }

        var release = string.Create(CultureInfo.InvariantCulture, $"CUDA {driver / 1000}.{driver % 1000 / 10}");
        var text = stackalloc byte[256];
        for (var i = 0; i < devices; i++)
        {
            nuint bytes;
            _ = ((delegate* unmanaged<byte*, int, int, int>)name)(text, 256, i);
            _ = ((delegate* unmanaged<nuint*, int, int>)memory)(&bytes, i);
            var length = new ReadOnlySpan<byte>(text, 256).IndexOf((byte)0);
            found.Add(new DeviceInfo(EngineKind.Cuda, i, Encoding.UTF8.GetString(text, Math.Max(0, length)), (long)bytes, release)
            {
                Multiprocessors = Attribute(attribute, Multiprocessors, i),
                ClockRate = Attribute(attribute, ClockKilohertz, i) * 1e3,
                MemoryRate = Attribute(attribute, MemoryClockKilohertz, i) * 1e3 * TransfersPerClock
                    * Attribute(attribute, MemoryBusBits, i) / 8,
            });
        }

        return "";
    }

    // 0 where the driver does not know the attribute.
    private static int Attribute(nint function, int attribute, int device)
    {
        int value;
        return ((delegate* unmanaged<int*, int, int, int>)function)(&value, attribute, device) == 0 ? value : 0;
    }

    private static string Meaning(int code) => code switch
    {
        3 => "not initialised",
        34 => "a stub library is loaded instead of the driver's",
        100 => "no device",
        101 => "invalid device",
        803 => "the driver's library and its kernel module differ in version",
        804 => "the device does not support this driver's library",
        999 => "unknown; the device may need a restart",
        _ => "see the driver's documentation",
    };
}
