namespace Accelerated.Inference.Engines;

/// <summary>An engine, and whether this machine has it.</summary>
public sealed class EngineStatus
{
    internal EngineStatus(EngineChoice choice, bool isAvailable, string device, string remark)
    {
        Choice = choice;
        IsAvailable = isAvailable;
        Device = device;
        Remark = remark;
    }

    /// <summary>How to ask for it.</summary>
    public EngineChoice Choice { get; }

    /// <summary>Whether this machine has it.</summary>
    public bool IsAvailable { get; }

    /// <summary>What computes: an instruction set or a device's name; empty where there is none.</summary>
    public string Device { get; }

    /// <summary>What it is for, or why it is not available.</summary>
    public string Remark { get; }
}
