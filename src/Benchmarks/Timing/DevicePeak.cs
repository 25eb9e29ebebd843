using Accelerated.Inference.Engines;
using Accelerated.Kernels;

namespace Accelerated.Benchmarks;

/// <summary>
/// Peak rates of devices, from their multiprocessors, memory and highest clocks; 0 if a driver does not report these, and for cells on
/// devices other than NVIDIA's.
/// </summary>
/// <param name="CellsPerSecond">Cells of the edit distance's dynamic program per second.</param>
/// <param name="ValuesPerSecond">Single-precision values written per second.</param>
public readonly record struct DevicePeak(double CellsPerSecond, double ValuesPerSecond)
{
    // CUDA C++ Programming Guide, throughput of native arithmetic instructions: 32-bit integer and logic, compute capability 7.0 to 9.0.
    private const double IntegersPerCycle = 64;

    // 64 rows per step: eight three-input operations on the two halves of a word, without loads, addresses and loop control.
    private const double CellsPerInteger = 64 / 16.0;

    /// <summary>The sum over the devices of a choice.</summary>
    public static DevicePeak Of(EngineChoice choice)
    {
        var devices = DeviceLibrary.Current.List().Found
            .Where(device => device.Kind == choice.Kind && (choice.Devices.IsAll || choice.Devices.Indices.Contains(device.Index)))
            .ToArray();
        var cycles = devices.Where(device => device.Kind == EngineKind.Cuda).Sum(device => device.Multiprocessors * device.ClockRate);
        return new(
            cycles * IntegersPerCycle * CellsPerInteger,
            devices.Sum(device => device.MemoryRate) / sizeof(float));
    }
}
