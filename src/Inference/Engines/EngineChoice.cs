using Accelerated.Kernels;
using Accelerated.Metrics;

namespace Accelerated.Inference.Engines;

/// <summary>Where pairs are computed. The default, <see cref="Auto"/>, decides by the amount of work.</summary>
public readonly struct EngineChoice
{
    private const string AutoName = "auto";

    /// <summary>Creates a choice.</summary>
    /// <param name="kind">The kind of engine; null for <see cref="Auto"/>.</param>
    /// <param name="devices">The devices of that kind that share the work; only the default with an engine that is not a device.</param>
    public EngineChoice(EngineKind? kind, DeviceSet devices = default) => (Kind, Devices) = (kind, devices);

    /// <summary>The kind of engine; null for <see cref="Auto"/>.</summary>
    public EngineKind? Kind { get; }

    /// <summary>The devices of that kind that share the work.</summary>
    public DeviceSet Devices { get; }

    /// <summary>Whether it is one device or several, and not the CPU, the reference or <see cref="Auto"/>.</summary>
    public bool IsDevice => Kind is { } kind && EngineCatalogue.All.Any(engine => engine.Kind == kind && engine.IsDevice);

    /// <summary>The CPU for little work, a device for much of it.</summary>
    public static EngineChoice Auto => default;

    /// <summary>SIMD kernels on the CPU.</summary>
    public static EngineChoice Cpu => new(EngineKind.Cpu);

    /// <summary>Device kernels simulated on the CPU; very slow, for tests.</summary>
    public static EngineChoice Simulator => new(EngineKind.Simulator);

    /// <summary>The metrics' definitions, one pair at a time; slow, for comparison.</summary>
    public static EngineChoice Reference => new(EngineKind.Reference);

    /// <summary>
    /// Parses <c>auto</c>, <c>cpu</c>, <c>cuda</c>, <c>opencl</c>, <c>simulator</c> or <c>reference</c>; devices may have indices, 0 by
    /// default: <c>cuda:1</c>, <c>cuda:0,1</c>, <c>cuda:all</c>.
    /// </summary>
    /// <param name="text">The engine.</param>
    /// <exception cref="OptionException">The engine is unknown, or takes no device indices.</exception>
    public static EngineChoice Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(':', 2);
        var isAuto = parts[0] == AutoName;
        var definition = EngineCatalogue.All.FirstOrDefault(engine => engine.Name == parts[0]);
        if (definition is null && !isAuto)
        {
            var nearest = NearestName.Of(parts[0], [AutoName, .. EngineCatalogue.All.Select(engine => engine.Name)]);
            throw new OptionException(nameof(text), $"Unknown engine '{text}'; did you mean '{nearest}'? EngineFactory.List() has all.");
        }

        if (parts.Length == 1)
        {
            return new EngineChoice(definition?.Kind);
        }

        var deviceKinds = string.Join(", ", EngineCatalogue.All.Where(engine => engine.IsDevice).Select(engine => engine.Name));
        return definition is { IsDevice: true } && DeviceSet.TryParse(parts[1], out var devices)
            ? new EngineChoice(definition.Kind, devices)
            : throw new OptionException(
                nameof(text),
                $"Invalid engine '{text}': only {deviceKinds} take devices, by index from 0 to {DeviceSet.Largest}, as in cuda:1, " +
                "cuda:0,1 or cuda:all. EngineFactory.List() has all.");
    }

    /// <summary>The engine in the form that <see cref="Parse"/> reads.</summary>
    public override string ToString()
    {
        var name = Kind is { } kind ? EngineNames.Of(kind) : AutoName;
        return Devices.IsDefault ? name : $"{name}:{Devices}";
    }
}
