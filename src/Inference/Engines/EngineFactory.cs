using System.Runtime.InteropServices;
using Accelerated.Kernels;

namespace Accelerated.Inference.Engines;

/// <summary>Opens engines and lists those of this machine.</summary>
public static class EngineFactory
{
    private static readonly Lazy<DeviceInfo?> LazyAutoDevice = new(() => DeviceLibrary.Current.Cuda() is [var first, ..] ? first : null);
    private static readonly Lazy<string> LazyCpuName = new(ReadCpuName);

    /// <summary>
    /// Whether this machine has a device that <see cref="EngineChoice.Auto"/> may use. Asks the drivers at the first call.
    /// </summary>
    internal static bool HasDevice => AutoDevice is not null;

    /// <summary>The CPU's name, as the operating system gives it.</summary>
    internal static string CpuName => LazyCpuName.Value;

    /// <summary>Whether the drivers were asked and have no device.</summary>
    internal static bool IsKnownToHaveNone => LazyAutoDevice.IsValueCreated && !HasDevice;

    /// <summary>The device that <see cref="EngineChoice.Auto"/> may use.</summary>
    internal static DeviceInfo? AutoDevice => LazyAutoDevice.Value;

    /// <summary>Opens the engine of a choice; <see cref="EngineChoice.Auto"/> opens the CPU's.</summary>
    /// <param name="choice">The engine.</param>
    /// <param name="threads">Threads of the CPU engine, at least 1.</param>
    /// <returns>The engine, which the caller disposes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of threads is below 1.</exception>
    /// <exception cref="EngineException">This machine does not have the engine; the message says why.</exception>
    public static PairEngine Create(EngineChoice choice, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        try
        {
            var definition = EngineCatalogue.Of(choice.Kind ?? EngineKind.Cpu);
            return definition.Open?.Invoke(threads) ?? OpenDevices(choice);
        }
        catch (DeviceException e)
        {
            throw new EngineException(e.Message, e);
        }
    }

    /// <summary>All engines, available or not; the remark of <see cref="EngineChoice.Auto"/> says what it decides by.</summary>
    public static IReadOnlyList<EngineStatus> List()
    {
        using var cpu = new CpuEngine();
        using var reference = new ReferenceEngine();
        var library = DeviceLibrary.Current;
        var devices = library.List();
        var auto = Calibration.Model().Description + (HasDevice ? "" : "; there is no device, so always cpu");
        List<EngineStatus> engines = [new(EngineChoice.Auto, true, CpuName, auto), new(EngineChoice.Cpu, true, cpu.Device, "")];
        engines.AddRange(devices.Found.Select(device => new EngineStatus(
            new EngineChoice(device.Kind, DeviceSet.Of(device.Index)),
            true,
            device.Name,
            FormattableString.Invariant($"{device.Memory / (1 << 20):N0} MiB, driver {device.Driver}"))));
        AddMissing(engines, EngineKind.Cuda, devices.CudaReason);
        AddMissing(engines, EngineKind.OpenCL, devices.OpenCLReason);
        engines.Add(library.Missing is { Length: > 0 } reason
            ? new EngineStatus(EngineChoice.Simulator, false, "", reason)
            : new EngineStatus(EngineChoice.Simulator, true, "simulated device", EngineCatalogue.Of(EngineKind.Simulator).Summary));
        engines.Add(new EngineStatus(EngineChoice.Reference, true, reference.Device, EngineCatalogue.Of(EngineKind.Reference).Summary));
        return engines;
    }

    // Device 0 is always tried, so that an error explains why it is missing.
    private static PairEngine OpenDevices(EngineChoice choice)
    {
        var library = DeviceLibrary.Current;
        var kind = choice.Kind!.Value;
        return library.Open(kind, choice.Devices.IsAll
            ? [0, .. library.List().Found.Where(device => device.Kind == kind && device.Index > 0).Select(device => device.Index)]
            : choice.Devices.Indices);
    }

    private static string ReadCpuName()
    {
        const string linux = "/proc/cpuinfo";
        var line = File.Exists(linux)
            ? File.ReadLines(linux).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    private static void AddMissing(List<EngineStatus> engines, EngineKind kind, string reason)
    {
        if (engines.TrueForAll(engine => engine.Choice.Kind != kind))
        {
            engines.Add(new EngineStatus(new EngineChoice(kind), false, "", reason));
        }
    }
}
