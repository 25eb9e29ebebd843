using Accelerated.Kernels;

namespace Accelerated.Inference.Engines;

/// <summary>A kind of engine.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Summary">A short description.</param>
/// <param name="Open">Opens an engine, given a number of threads; null for devices, which <see cref="DeviceLibrary"/> opens.</param>
internal sealed record EngineDefinition(EngineKind Kind, string Summary, Func<int, PairEngine>? Open)
{
    /// <summary>Its name in options.</summary>
    public string Name => EngineNames.Of(Kind);

    /// <summary>Whether it has numbered devices, which may be missing or fail.</summary>
    public bool IsDevice => Open is null;
}
