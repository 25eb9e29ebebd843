using System.Runtime.InteropServices;
using Accelerated.Kernels;

namespace Accelerated.Inference.Engines;

/// <summary>What a calibration holds for.</summary>
/// <param name="Processor">The processor's name.</param>
/// <param name="Cores">Processors that this process may use.</param>
/// <param name="Vectors">The widest vectors that the CPU engine uses.</param>
/// <param name="Device">The device's name; empty where there is none.</param>
/// <param name="Driver">The driver's version; empty where there is none.</param>
/// <param name="Version">The version of this library.</param>
internal sealed record MachineFingerprint(string Processor, int Cores, string Vectors, string Device, string Driver, string Version)
{
    /// <summary>This machine.</summary>
    public static MachineFingerprint This()
    {
        using var engine = new CpuEngine();
        var device = EngineFactory.AutoDevice;
        return new MachineFingerprint(
            EngineFactory.Processor,
            Environment.ProcessorCount,
            $"{engine.Device.Split(',')[0]}, {RuntimeInformation.ProcessArchitecture}",
            device?.Name ?? "",
            device?.Driver ?? "",
            typeof(PairEngine).Assembly.GetName().Version!.ToString());
    }

    /// <summary>The first difference, for people; null where there is none.</summary>
    public string? Difference(MachineFingerprint here)
    {
        (string What, object Theirs, object Ours)[] parts =
        [
            ("processor", Processor, here.Processor),
            ("number of cores", Cores, here.Cores),
            ("vectors", Vectors, here.Vectors),
            ("device", Device, here.Device),
            ("driver", Driver, here.Driver),
            ("version", Version, here.Version),
        ];
        return parts.Where(part => !part.Theirs.Equals(part.Ours)).Select(part => $"{part.What} '{part.Theirs}', here '{part.Ours}'").FirstOrDefault();
    }
}
