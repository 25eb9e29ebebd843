using Accelerated.Kernels;
using Accelerated.Metrics;

namespace Accelerated.Inference;

/// <summary>Where pairs are to be computed. The default lets the amount of work decide.</summary>
/// <param name="Kind">The engine; null for <see cref="Auto"/>.</param>
/// <param name="Devices">Which devices of that kind share the work; processors have only device 0.</param>
public readonly record struct EngineChoice(EngineKind? Kind, DeviceSet Devices = default)
{
    private static readonly (string Name, EngineKind? Kind)[] Names =
    [
        ("auto", null),
        ("cpu", EngineKind.Cpu),
        ("cuda", EngineKind.Cuda),
        ("opencl", EngineKind.OpenCL),
        ("simulator", EngineKind.Simulator),
        ("reference", EngineKind.Reference),
    ];

    /// <summary>The processor for little work, a device for much of it.</summary>
    public static EngineChoice Auto => default;

    /// <summary>SIMD kernels on the processor.</summary>
    public static EngineChoice Cpu => new(EngineKind.Cpu);

    /// <summary>Device kernels on the processor, very slow.</summary>
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
        foreach (var (name, kind) in Names)
        {
            if (name != parts[0])
            {
                continue;
            }

            if (parts.Length == 1)
            {
                return new EngineChoice(kind);
            }

            return kind is EngineKind.Cuda or EngineKind.OpenCL or EngineKind.Simulator && DeviceSet.TryParse(parts[1], out var devices)
                ? new EngineChoice(kind, devices)
                : throw new OptionException(
                    "engine",
                    $"'{text}' is no engine; only cuda, opencl and simulator take devices, by numbers from 0 to {DeviceSet.Largest}, as " +
                    "in cuda:1, cuda:0,1 or cuda:all. "
                    + "'accelerated engines' lists them.");
        }

        throw new OptionException("engine", $"Unknown engine '{text}'; did you mean '{NearestName.Of(parts[0], Names.Select(n => n.Name))}'? 'accelerated engines' lists all.");
    }

    /// <summary>The engine as <see cref="Parse"/> reads it.</summary>
    public override string ToString()
    {
        var kind = Kind;
        var name = Names.FirstOrDefault(n => n.Kind == kind).Name ?? kind.ToString()!.ToLowerInvariant();
        return Devices == default ? name : $"{name}:{Devices}";
    }
}
