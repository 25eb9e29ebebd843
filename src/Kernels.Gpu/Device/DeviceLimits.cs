namespace Accelerated.Kernels.Gpu;

/// <summary>Limits that are checked before a launch: what ILGPU finds beyond them ends the process.</summary>
internal static class DeviceLimits
{
    /// <summary>Refuses what a 32-bit index does not reach.</summary>
    public static void RequireIndex(long count, string what)
    {
        if (count >= int.MaxValue)
        {
            throw new DeviceException(
                DeviceFault.NotSupported,
                FormattableString.Invariant($"The work has {count:N0} {what}; a device's kernels index fewer than {int.MaxValue:N0}. ")
                + "Use the CPU engine, or fewer problems at once.");
        }
    }
}
