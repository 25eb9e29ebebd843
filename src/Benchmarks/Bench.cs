using Accelerated.Inference.Engines;
using Accelerated.Kernels;

namespace Accelerated.Benchmarks;

/// <summary>The engine and the child process that jobs measure with.</summary>
/// <param name="Engine">Where pairs are computed; <c>auto</c> means the CPU.</param>
/// <param name="Child">Runs a job in a new process; null if that is not possible.</param>
public sealed record Bench(EngineChoice Engine, ChildRun? Child)
{
    /// <summary>An engine with a given number of threads.</summary>
    /// <exception cref="EngineException">The engine is not available on this machine.</exception>
    public PairEngine Create(int threads) => EngineFactory.Create(Engine, threads);
}
