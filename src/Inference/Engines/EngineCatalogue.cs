using Accelerated.Kernels;

namespace Accelerated.Inference.Engines;

/// <summary>All kinds of engines, the one list that options, the tool, the tests and the benchmarks read.</summary>
internal static class EngineCatalogue
{
    /// <summary>The kinds, in the order in which the tool lists them.</summary>
    public static IReadOnlyList<EngineDefinition> All { get; } =
    [
        new(EngineKind.Cpu, IsDevice: false, "SIMD kernels on the CPU", (_, threads) => new CpuEngine(threads)),
        new(EngineKind.Cuda, IsDevice: true, "kernels on an NVIDIA device", (index, _) => GpuEngine.Cuda(index)),
        new(EngineKind.OpenCL, IsDevice: true, "kernels on an OpenCL device", (index, _) => GpuEngine.OpenCL(index)),
        new(EngineKind.Simulator, IsDevice: true, "the devices' kernels on the CPU: very slow, for tests", (_, _) => GpuEngine.Simulator()),
        new(EngineKind.Reference, IsDevice: false, "definitions, one pair at a time: for comparison", (_, _) => new ReferenceEngine()),
    ];

    /// <summary>The engines that every machine has.</summary>
    public static IEnumerable<EngineChoice> Everywhere =>
        All.Where(engine => engine.Kind is not (EngineKind.Cuda or EngineKind.OpenCL)).Select(engine => new EngineChoice(engine.Kind));

    /// <summary>The definition of a kind.</summary>
    public static EngineDefinition Of(EngineKind kind) => All.Single(engine => engine.Kind == kind);
}
