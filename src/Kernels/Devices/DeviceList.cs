namespace Accelerated.Kernels;

/// <summary>The devices of this machine, or why there are none.</summary>
/// <param name="Found">The devices.</param>
/// <param name="CudaReason">Why no NVIDIA device is listed; empty where one is.</param>
/// <param name="OpenCLReason">Why no OpenCL device is listed; empty where one is.</param>
internal sealed record DeviceList(IReadOnlyList<DeviceInfo> Found, string CudaReason, string OpenCLReason);
