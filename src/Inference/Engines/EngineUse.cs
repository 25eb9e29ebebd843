using Accelerated.Kernels;

namespace Accelerated.Inference.Engines;

/// <summary>Which engine computed, and why it was not the one asked for.</summary>
/// <param name="Engine">The engine's name.</param>
/// <param name="Device">The CPU's instruction set or the device's name.</param>
/// <param name="Fallback">Why the CPU took a device's place; null where it did not.</param>
internal readonly record struct EngineUse(string Engine, string Device, string? Fallback)
{
    /// <summary>The use of an engine.</summary>
    public static EngineUse Of(PairEngine engine, string? fallback = null) => new(engine.Name, engine.Device, fallback);
}
