using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime.OpenCL;

namespace Accelerated.Kernels.Gpu;

/// <summary>The devices of this machine.</summary>
internal static class Devices
{
    /// <summary>Queries the drivers; never throws, and gives the reason where there is no device.</summary>
    [RequiresDynamicCode("OpenCL devices are listed by the library that compiles kernels at run time.")]
    public static DeviceList List()
    {
        var found = new List<DeviceInfo>();
        var cuda = CudaDriver.List(found);
        var openCL = ListOpenCL(found);
        return new DeviceList(found, cuda, openCL);
    }

    /// <summary>The NVIDIA devices; queries only their driver. Empty without a device or a driver.</summary>
    public static IReadOnlyList<DeviceInfo> Cuda()
    {
        var found = new List<DeviceInfo>();
        CudaDriver.List(found);
        return found;
    }

    internal static string Reason(EngineKind kind) => kind == EngineKind.Cuda ? CudaDriver.List([]) : ListOpenCL([]);

    private static string ListOpenCL(List<DeviceInfo> found)
    {
        var library = OperatingSystem.IsWindows() ? "OpenCL.dll"
            : OperatingSystem.IsMacOS() ? "/System/Library/Frameworks/OpenCL.framework/OpenCL"
            : "libOpenCL.so.1";
        if (!NativeLibrary.TryLoad(library, out var handle))
        {
            return $"OpenCL's library {library} was not found.";
        }

        NativeLibrary.Free(handle);
        try
        {
            using var context = Context.Create(builder => builder.OpenCL());
            var devices = context.GetCLDevices();
            for (var i = 0; i < devices.Count; i++)
            {
                var version = devices[i].DeviceVersion;
                found.Add(new DeviceInfo(
                    EngineKind.OpenCL, i, devices[i].Name, devices[i].MemorySize, $"OpenCL {version.Major}.{version.Minor}")
                {
                    Multiprocessors = devices[i].NumMultiprocessors,
                    ClockRate = devices[i].ClockRate * 1e6,
                });
            }

            return devices.Count > 0 ? "" : "OpenCL lists no device with generic addresses, which the kernels need.";
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return $"OpenCL failed: {error.Message}";
        }
    }
}
