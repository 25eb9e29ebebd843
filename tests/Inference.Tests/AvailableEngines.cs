using Accelerated.Inference.Engines;

namespace Accelerated.Inference.Tests;

/// <summary>The engines that every machine has.</summary>
internal static class AvailableEngines
{
    public static IReadOnlyList<EngineChoice> All { get; } = [.. EngineCatalogue.Everywhere];
}
