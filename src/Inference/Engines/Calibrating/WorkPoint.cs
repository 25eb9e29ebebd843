namespace Accelerated.Inference.Engines;

/// <summary>A measured point.</summary>
/// <param name="Problems">Problems of the batch.</param>
/// <param name="Count">Candidates of each.</param>
/// <param name="Work">The work of all.</param>
/// <param name="Processor">Seconds on the CPU.</param>
/// <param name="Device">Seconds on the device; null without one.</param>
internal sealed record WorkPoint(int Problems, int Count, Work Work, double Processor, double? Device);
