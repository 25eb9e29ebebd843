using Accelerated.Inference;
using Accelerated.Kernels;

namespace Accelerated.Benchmarks;

/// <summary>What devices can do at most, from their properties: multiprocessors, memory and the highest clocks. 0 where a driver does not tell, and cells for other makers' devices.</summary>
/// <param name="CellsPerSecond">Cells of the edit distance's dynamic program a second.</param>
/// <param name="ValuesPerSecond">Values of single precision written a second.</param>
public readonly record struct DevicePeak(double CellsPerSecond, double ValuesPerSecond)
{
    // NVIDIA, CUDA C++ Programming Guide, throughput of native arithmetic instructions: 32-bit integer and logic, compute capability 7.0 to 9.0.
    private const double IntegersPerCycle = 64;

    // 64 rows a step: eight operations of up to three inputs on two halves of a word. Loads, addresses and loop control would come on top.
    private const double CellsPerInteger = 64 / 16.0;

    /// <summary>The devices of a choice, added up.</summary>
    public static DevicePeak Of(EngineChoice choice)
    {
        var devices = Devices.List().Found.Where(device => device.Kind == choice.Kind && (choice.Devices.IsAll || choice.Devices.Indices.Contains(device.Index))).ToArray();
        return new(
            devices.Where(device => device.Kind == EngineKind.Cuda).Sum(device => device.Multiprocessors * device.ClockRate) * IntegersPerCycle * CellsPerInteger,
            devices.Sum(device => device.MemoryRate) / sizeof(float));
    }
}
