namespace Accelerated.Inference.Engines;

/// <summary>An engine and its availability on this machine.</summary>
public sealed class EngineStatus
{
    internal EngineStatus(EngineChoice choice, bool isAvailable, string device, string remark)
    {
        Choice = choice;
        IsAvailable = isAvailable;
        Device = device;
        Remark = remark;
    }

    /// <summary>The choice that opens the engine.</summary>
    public EngineChoice Choice { get; }

    /// <summary>Whether this machine has it.</summary>
    public bool IsAvailable { get; }

    /// <summary>The CPU's instruction set or the device's name; empty where the engine is not available.</summary>
    public string Device { get; }

    /// <summary>What the engine is for, or why it is not available; may be empty.</summary>
    public string Remark { get; }
}
