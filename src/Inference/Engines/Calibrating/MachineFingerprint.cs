using System.Runtime.InteropServices;
using Accelerated.Kernels;

namespace Accelerated.Inference.Engines;

/// <summary>The parts of a machine that a calibration depends on.</summary>
/// <param name="Processor">The CPU's name.</param>
/// <param name="Cores">Cores that this process may use.</param>
/// <param name="Vectors">The widest vectors that the CPU engine uses.</param>
/// <param name="Device">The device's name; empty without a device.</param>
/// <param name="Driver">The driver's version; empty without a device.</param>
/// <param name="Version">The version of this library.</param>
internal sealed record MachineFingerprint(string Processor, int Cores, string Vectors, string Device, string Driver, string Version)
{
    /// <summary>This machine.</summary>
    public static MachineFingerprint This()
    {
        using var engine = new CpuEngine();
        var device = EngineFactory.AutoDevice;
        return new MachineFingerprint(
            EngineFactory.CpuName,
            Environment.ProcessorCount,
            $"{engine.Device.Split(',')[0]}, {RuntimeInformation.ProcessArchitecture}",
            device?.Name ?? "",
            device?.Driver ?? "",
            typeof(PairEngine).Assembly.GetName().Version!.ToString());
    }

    /// <summary>Describes the first difference; null where there is none.</summary>
    public string? Difference(MachineFingerprint here)
    {
        (string What, object Theirs, object Ours)[] parts =
        [
            ("CPU", Processor, here.Processor),
            ("number of cores", Cores, here.Cores),
            ("vectors", Vectors, here.Vectors),
            ("device", Device, here.Device),
            ("driver", Driver, here.Driver),
            ("version", Version, here.Version),
        ];
        return parts.Where(part => !part.Theirs.Equals(part.Ours))
            .Select(part => $"{part.What} '{part.Theirs}', here '{part.Ours}'").FirstOrDefault();
    }
}
