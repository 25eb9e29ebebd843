using Accelerated.Kernels;
using Accelerated.Metrics;

namespace Accelerated.Inference.Engines;

/// <summary>Where pairs are to be computed. The default lets the amount of work decide.</summary>
public readonly struct EngineChoice
{
    private const string AutoName = "auto";

    /// <summary>An engine.</summary>
    /// <param name="kind">The engine; null for <see cref="Auto"/>.</param>
    /// <param name="devices">Which devices of that kind share the work; the CPU is device 0 alone.</param>
    public EngineChoice(EngineKind? kind, DeviceSet devices = default) => (Kind, Devices) = (kind, devices);

    /// <summary>The engine; null for <see cref="Auto"/>.</summary>
    public EngineKind? Kind { get; }

    /// <summary>Which devices of that kind share the work.</summary>
    public DeviceSet Devices { get; }

    /// <summary>Whether it is a device, or several.</summary>
    public bool IsDevice => Kind is { } kind && EngineCatalogue.All.Any(engine => engine.Kind == kind && engine.IsDevice);

    /// <summary>The CPU for little work, a device for much of it.</summary>
    public static EngineChoice Auto => default;

    /// <summary>SIMD kernels on the CPU.</summary>
    public static EngineChoice Cpu => new(EngineKind.Cpu);

    /// <summary>Device kernels on the CPU, very slow.</summary>
    public static EngineChoice Simulator => new(EngineKind.Simulator);

    /// <summary>The definitions, slow.</summary>
    public static EngineChoice Reference => new(EngineKind.Reference);

    /// <summary>
    /// Reads <c>auto</c>, <c>cpu</c>, <c>cuda</c>, <c>opencl</c>, <c>simulator</c> or <c>reference</c>; of devices also which of them,
    /// device 0 by default: <c>cuda:1</c>, <c>cuda:0,1</c>, <c>cuda:all</c>.
    /// </summary>
    /// <exception cref="OptionException">It is none of these.</exception>
    public static EngineChoice Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(':', 2);
        var isAuto = parts[0] == AutoName;
        var definition = EngineCatalogue.All.FirstOrDefault(engine => engine.Name == parts[0]);
        if (definition is null && !isAuto)
        {
            var nearest = NearestName.Of(parts[0], [AutoName, .. EngineCatalogue.All.Select(engine => engine.Name)]);
            throw new OptionException("engine", $"Unknown engine '{text}'; did you mean '{nearest}'? 'accelerated engines' lists all.");
        }

        if (parts.Length == 1)
        {
            return new EngineChoice(definition?.Kind);
        }

        return definition is { IsDevice: true } && DeviceSet.TryParse(parts[1], out var devices)
            ? new EngineChoice(definition.Kind, devices)
            : throw new OptionException(
                "engine",
                $"'{text}' is no engine; only {string.Join(", ", EngineCatalogue.All.Where(engine => engine.IsDevice).Select(engine => engine.Name))} take " +
                $"devices, by numbers from 0 to {DeviceSet.Largest}, as in cuda:1, cuda:0,1 or cuda:all. 'accelerated engines' lists them.");
    }

    /// <summary>The engine as <see cref="Parse"/> reads it.</summary>
    public override string ToString()
    {
        var name = Kind is { } kind ? EngineNames.Of(kind) : AutoName;
        return Devices.IsDefault ? name : $"{name}:{Devices}";
    }
}
