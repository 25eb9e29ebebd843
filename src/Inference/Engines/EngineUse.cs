using Accelerated.Kernels;

namespace Accelerated.Inference.Engines;

/// <summary>The engine that computed, and the reason for a fallback.</summary>
/// <param name="Engine">The engine's name.</param>
/// <param name="Device">The CPU's instruction set or the device's name.</param>
/// <param name="Fallback">Why the CPU replaced a device; null where it did not.</param>
internal readonly record struct EngineUse(string Engine, string Device, string? Fallback)
{
    /// <summary>The use of an engine.</summary>
    public static EngineUse Of(PairEngine engine, string? fallback = null) => new(engine.Name, engine.Device, fallback);
}
