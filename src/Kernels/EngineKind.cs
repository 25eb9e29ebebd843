namespace Accelerated.Kernels;

/// <summary>Where pairs are computed. Every kind but <see cref="OpenCL"/> gives the same results, bit for bit.</summary>
public enum EngineKind
{
    /// <summary>The definitions, one pair at a time: slow, for tests and comparison.</summary>
    Reference,

    /// <summary>SIMD kernels on the CPU's threads.</summary>
    Cpu,

    /// <summary>ILGPU kernels on an NVIDIA device.</summary>
    Cuda,

    /// <summary>
    /// ILGPU kernels on an OpenCL device, whose compiler may round sums and products otherwise. Never chosen automatically, and not tested
    /// on such a device.
    /// </summary>
    OpenCL,

    /// <summary>ILGPU kernels on a simulated device, on the CPU: very slow, for tests.</summary>
    Simulator,
}
