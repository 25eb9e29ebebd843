namespace Accelerated.Kernels;

/// <summary>A device that kernels can run on.</summary>
/// <param name="Kind">The engine that uses it.</param>
/// <param name="Index">Its index among the devices of that kind.</param>
/// <param name="Name">The maker's name for it.</param>
/// <param name="Memory">Bytes of memory.</param>
/// <param name="Driver">The driver's version.</param>
internal sealed record DeviceInfo(EngineKind Kind, int Index, string Name, long Memory, string Driver)
{
    /// <summary>Number of multiprocessors.</summary>
    public int Multiprocessors { get; init; }

    /// <summary>The highest clock of the multiprocessors, in cycles a second; 0 where the driver does not report it.</summary>
    public double ClockRate { get; init; }

    /// <summary>Bytes a second that the device's memory can transfer at its highest clock; 0 where the driver does not report it.</summary>
    public double MemoryRate { get; init; }
}
