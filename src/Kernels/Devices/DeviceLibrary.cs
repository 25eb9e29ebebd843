using System.Runtime.CompilerServices;

namespace Accelerated.Kernels;

/// <summary>The devices of this machine and the engines on them, which the package Accelerated.Kernels.Gpu adds.</summary>
internal abstract class DeviceLibrary
{
    private static readonly Lazy<DeviceLibrary> LazyCurrent = new(Find);

    /// <summary>That of the package, if the application refers to it; else one without devices.</summary>
    public static DeviceLibrary Current => LazyCurrent.Value;

    /// <summary>Why there can be no device, not even a simulated one; empty if the package is there.</summary>
    public virtual string Missing => "";

    /// <summary>Queries the drivers; never throws, and gives the reason where there is no device.</summary>
    public abstract DeviceList List();

    /// <summary>The NVIDIA devices; queries only their driver. Empty without a device or a driver.</summary>
    public abstract IReadOnlyList<DeviceInfo> Cuda();

    /// <summary>Opens devices as one engine.</summary>
    /// <param name="kind">The kind of device.</param>
    /// <param name="indices">At least one index, none twice.</param>
    /// <exception cref="DeviceException">One of the devices cannot be opened.</exception>
    public abstract PairEngine Open(EngineKind kind, IReadOnlyList<int> indices);

    // The name is constant, so that trimming keeps the type; without run-time compilation its code is left out.
    private static DeviceLibrary Find()
    {
        if (!RuntimeFeature.IsDynamicCodeSupported)
        {
            return new NoDevices(
                "A GPU's kernels are compiled at run time, which a program compiled ahead of time cannot do. Use the CPU engine.");
        }

        return Type.GetType("Accelerated.Kernels.Gpu.GpuLibrary, Accelerated.Kernels.Gpu") is { } type
            ? (DeviceLibrary)Activator.CreateInstance(type)!
            : new NoDevices(
                "The engines for GPUs are in the package Accelerated.Kernels.Gpu, which this application does not refer to. "
                + "Add it (dotnet add package Accelerated.Kernels.Gpu), or use the CPU engine.");
    }
}
