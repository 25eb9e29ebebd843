namespace Accelerated.Kernels;

/// <summary>Why a device could not do its work; each is a reason to continue on the CPU.</summary>
public enum DeviceFault
{
    /// <summary>There is no such device, driver or library.</summary>
    NotAvailable,

    /// <summary>The device's memory does not hold the problem.</summary>
    OutOfMemory,

    /// <summary>The problem is beyond a limit of the kernels, or the metric's code cannot be compiled for a device.</summary>
    NotSupported,

    /// <summary>The device failed and cannot be used again in this process.</summary>
    Lost,
}
