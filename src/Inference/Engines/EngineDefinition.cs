using Accelerated.Kernels;

namespace Accelerated.Inference.Engines;

/// <summary>A kind of engine.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="IsDevice">Whether it has devices, which are numbered and may be absent or fail.</param>
/// <param name="Summary">What it is.</param>
/// <param name="Open">Makes one, of a device's index and a number of threads.</param>
internal sealed record EngineDefinition(EngineKind Kind, bool IsDevice, string Summary, Func<int, int, PairEngine> Open)
{
    /// <summary>Its name in options.</summary>
    public string Name => EngineNames.Of(Kind);
}
