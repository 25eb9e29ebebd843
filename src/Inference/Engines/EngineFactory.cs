using Accelerated.Kernels;

namespace Accelerated.Inference;

/// <summary>Makes engines.</summary>
public static class EngineFactory
{
    /// <summary>Whether this machine has a device that <see cref="EngineChoice.Auto"/> may use.</summary>
    public static bool HasDevice => false;

    /// <summary>The engine of a choice; <see cref="EngineChoice.Auto"/> is the processor.</summary>
    /// <param name="choice">The engine.</param>
    /// <param name="threads">Threads of the processor's engine, at least 1.</param>
    /// <exception cref="EngineException">This machine has no such engine.</exception>
    public static PairEngine Create(EngineChoice choice, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return choice.Kind switch
        {
            null or EngineKind.Cpu => new CpuEngine(threads),
            EngineKind.Reference => new ReferenceEngine(),
            _ => throw new EngineException($"The engine {choice} is not available on this machine. 'accelerated engines' lists those that are."),
        };
    }

    /// <summary>Every engine, available or not.</summary>
    public static IReadOnlyList<EngineStatus> List()
    {
        using var processor = new CpuEngine();
        using var reference = new ReferenceEngine();
        return
        [
            new EngineStatus(EngineChoice.Cpu, true, processor.Device, ""),
            new EngineStatus(EngineChoice.Reference, true, reference.Device, "the definitions, one pair at a time: slow, for comparison"),
        ];
    }
}
