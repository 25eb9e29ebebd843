namespace Accelerated.Kernels.Gpu;

/// <summary>The shape of a simulated device.</summary>
internal sealed record SimulatedDevice
{
    /// <summary>Warps a group. Each simulated thread is one of the system's, and every barrier waits for all: more are slower.</summary>
    public int Warps { get; init; } = 1;

    /// <summary>Bytes of a block of rows that is copied while the next is computed.</summary>
    public int BlockBytes { get; init; } = 1 << 13;

    /// <summary>Bytes that one step of an operation may take for its tables or its output.</summary>
    public long Budget { get; init; } = 1 << 26;

    /// <summary>Most tiles a launch.</summary>
    public int TilesPerLaunch { get; init; } = 256;

    /// <summary>Called before each launch with the number of launches before it; what it throws is the device's failure.</summary>
    public Action<long>? Launching { get; init; }
}
