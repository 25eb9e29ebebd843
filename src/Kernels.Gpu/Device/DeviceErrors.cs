using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace Accelerated.Kernels.Gpu;

/// <summary>What the driver and the compiler throw, as a <see cref="DeviceException"/>.</summary>
internal static class DeviceErrors
{
    /// <summary>The translation, or null where the error did not come from a device.</summary>
    public static DeviceException? Translate(Exception error, string device) => error switch
    {
        DeviceException known => known,
        CudaException { Error: nameof(CudaError.CUDA_ERROR_OUT_OF_MEMORY) } => OutOfMemory(error, device),
        CLException { Error: CLError.CL_MEM_OBJECT_ALLOCATION_FAILURE or CLError.CL_OUT_OF_RESOURCES } => OutOfMemory(error, device),
        AcceleratorException => new DeviceException(
            DeviceFault.Lost,
            $"{device} failed ({error.Message}) and cannot be used again in this process. Continue on the CPU engine.", error),
        InternalCompilerException or NotSupportedException => new DeviceException(
            DeviceFault.NotSupported,
            $"The metric's code cannot be compiled for {device} ({Deepest(error).Message}). "
                + "Use only what IPairScore allows, or use the CPU engine.",
            error),
        _ => null,
    };

    private static DeviceException OutOfMemory(Exception error, string device) => new(
        DeviceFault.OutOfMemory,
        $"{device} has no memory left for the problem ({error.Message}). Use the CPU engine, or fewer references at once.",
        error);

    private static Exception Deepest(Exception error) => error.InnerException is { } inner ? Deepest(inner) : error;
}
