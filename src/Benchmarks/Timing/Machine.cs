using System.Runtime.InteropServices;
using Accelerated.Inference;
using Accelerated.Kernels;

namespace Accelerated.Benchmarks;

/// <summary>Where something was measured.</summary>
/// <param name="Processor">The processor's name.</param>
/// <param name="Vectors">The widest vectors that the processor engine uses.</param>
/// <param name="Cores">Processors that this process may use.</param>
/// <param name="ClockRate">Cycles a second, estimated once at the beginning.</param>
/// <param name="OperatingSystem">The operating system.</param>
/// <param name="Runtime">The .NET runtime.</param>
/// <param name="Version">The version of this library.</param>
public sealed record Machine(
    string Processor, string Vectors, int Cores, double ClockRate, string OperatingSystem, string Runtime, string Version)
{
    /// <summary>The machine that this runs on.</summary>
    public static Machine This()
    {
        using var engine = new CpuEngine();
        return new Machine(
            EngineFactory.Processor,
            engine.Device.Split(',')[0],
            Environment.ProcessorCount,
            Benchmarks.ClockRate.Estimate(),
            RuntimeInformation.OSDescription,
            RuntimeInformation.FrameworkDescription,
            typeof(PairEngine).Assembly.GetName().Version!.ToString(3));
    }
}
