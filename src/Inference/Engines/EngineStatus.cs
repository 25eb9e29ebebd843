namespace Accelerated.Inference;

/// <summary>An engine, and whether this machine has it.</summary>
/// <param name="Choice">How to ask for it.</param>
/// <param name="IsAvailable">Whether this machine has it.</param>
/// <param name="Device">What computes: an instruction set or a device's name; empty where there is none.</param>
/// <param name="Remark">What it is for, or why it is not available.</param>
public sealed record EngineStatus(EngineChoice Choice, bool IsAvailable, string Device, string Remark);
