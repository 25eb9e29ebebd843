using System.Runtime.InteropServices;
using Accelerated.Inference.Engines;
using Accelerated.Kernels;

namespace Accelerated.Benchmarks;

/// <summary>The machine of a measurement.</summary>
/// <param name="Processor">The CPU's name.</param>
/// <param name="Vectors">The widest vectors that the CPU engine uses.</param>
/// <param name="Cores">Logical CPUs available to this process.</param>
/// <param name="ClockRate">Cycles per second, estimated once at the start.</param>
/// <param name="OperatingSystem">The operating system.</param>
/// <param name="Runtime">The .NET runtime.</param>
/// <param name="Version">The version of this library.</param>
public sealed record Machine(
    string Processor, string Vectors, int Cores, double ClockRate, string OperatingSystem, string Runtime, string Version)
{
    /// <summary>This machine.</summary>
    public static Machine This()
    {
        using var engine = new CpuEngine();
        return new Machine(
            EngineFactory.CpuName,
            engine.Device.Split(',')[0],
            Environment.ProcessorCount,
            Benchmarks.ClockRate.Estimate(),
            RuntimeInformation.OSDescription,
            RuntimeInformation.FrameworkDescription,
            typeof(PairEngine).Assembly.GetName().Version!.ToString(3));
    }
}
