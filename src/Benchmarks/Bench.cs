using Accelerated.Inference;
using Accelerated.Kernels;

namespace Accelerated.Benchmarks;

/// <summary>What a job measures with.</summary>
/// <param name="Engine">Where pairs are computed; <c>auto</c> is the processor.</param>
/// <param name="Child">Runs a job in a process of its own; null where that cannot be had.</param>
public sealed record Bench(EngineChoice Engine, ChildRun? Child)
{
    /// <summary>An engine for jobs that name their number of threads.</summary>
    /// <exception cref="EngineException">This machine has no such engine.</exception>
    public PairEngine Create(int threads) => EngineFactory.Create(Engine, threads);
}
