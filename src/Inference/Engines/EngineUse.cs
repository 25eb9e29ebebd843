using Accelerated.Kernels;

namespace Accelerated.Inference;

/// <summary>Which engine computed, and why it was not the one asked for.</summary>
/// <param name="Kind">The engine.</param>
/// <param name="Device">The processor's instruction set or the device's name.</param>
/// <param name="Fallback">Why the processor took a device's place; null where it did not.</param>
internal readonly record struct EngineUse(EngineKind Kind, string Device, string? Fallback);
