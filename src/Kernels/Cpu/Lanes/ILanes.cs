using Accelerated.Metrics;

namespace Accelerated.Kernels.Cpu;

/// <summary>
/// Doubles as many as fill a register, one score a lane: <see cref="Real8"/> where registers have 512 bits, else <see cref="Real4"/>.
/// </summary>
internal unsafe interface ILanes<TSelf> : IReal<TSelf> where TSelf : unmanaged, ILanes<TSelf>
{
    /// <summary>Number of lanes; it divides eight.</summary>
    static abstract int Count { get; }

    /// <summary>Neighbouring numbers.</summary>
    static abstract TSelf Load(double* source);

    /// <summary>Neighbouring numbers of single precision.</summary>
    static abstract TSelf Load(float* source);

    /// <summary>Neighbouring whole numbers.</summary>
    static abstract TSelf Load(int* source);

    /// <summary>Neighbouring whole numbers.</summary>
    static abstract TSelf Load(byte* source);

    /// <summary>Stores all lanes side by side.</summary>
    void Store(double* target);

    /// <summary>Stores all lanes side by side, each rounded once to single precision.</summary>
    void Store(float* target);

    /// <summary>The same, scattered: lane k goes to line[offsets[k]].</summary>
    void Store(float* line, int* offsets);
}
