using ILGPU.Runtime;

namespace Accelerated.Kernels.Tests.Gpu;

/// <summary>What a driver throws once its device is gone.</summary>
internal sealed class LostDevice() : AcceleratorException("the bus is gone")
{
    public override AcceleratorType AcceleratorType => AcceleratorType.Cuda;

    /// <summary>The device is lost at a launch.</summary>
    public static void At(long launch, long lost)
    {
        if (launch == lost)
        {
            throw new LostDevice();
        }
    }

    /// <summary>What an engine makes of it.</summary>
    public static string MessageOf(string device) =>
        $"{device} failed (the bus is gone) and cannot be used again in this process. Continue on the CPU engine.";
}
