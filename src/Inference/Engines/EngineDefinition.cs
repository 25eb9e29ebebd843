using Accelerated.Kernels;

namespace Accelerated.Inference.Engines;

/// <summary>A kind of engine.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="IsDevice">Whether it has numbered devices, which may be missing or fail.</param>
/// <param name="Summary">A short description.</param>
/// <param name="Open">Opens an engine, given a device's index and a number of threads.</param>
internal sealed record EngineDefinition(EngineKind Kind, bool IsDevice, string Summary, Func<int, int, PairEngine> Open)
{
    /// <summary>Its name in options.</summary>
    public string Name => EngineNames.Of(Kind);
}
