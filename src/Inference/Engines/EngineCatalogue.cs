using Accelerated.Kernels;

namespace Accelerated.Inference.Engines;

/// <summary>All kinds of engines, the one list that options, the tool, the tests and the benchmarks read.</summary>
internal static class EngineCatalogue
{
    /// <summary>The kinds, in the order in which the tool lists them.</summary>
    public static IReadOnlyList<EngineDefinition> All { get; } =
    [
        new(EngineKind.Cpu, "SIMD kernels on the CPU", threads => new CpuEngine(threads)),
        new(EngineKind.Cuda, "kernels on an NVIDIA device", Open: null),
        new(EngineKind.OpenCL, "kernels on an OpenCL device", Open: null),
        new(EngineKind.Simulator, "the devices' kernels on the CPU: very slow, for tests", Open: null),
        new(EngineKind.Reference, "definitions, one pair at a time: for comparison", _ => new ReferenceEngine()),
    ];

    /// <summary>The engines that every machine has.</summary>
    public static IEnumerable<EngineChoice> Everywhere =>
        All.Where(engine => engine.Kind is not (EngineKind.Cuda or EngineKind.OpenCL)).Select(engine => new EngineChoice(engine.Kind));

    /// <summary>The definition of a kind.</summary>
    public static EngineDefinition Of(EngineKind kind) => All.Single(engine => engine.Kind == kind);
}
