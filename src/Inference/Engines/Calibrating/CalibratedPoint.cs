namespace Accelerated.Inference.Engines;

/// <summary>A measured point of a calibration.</summary>
/// <param name="Problems">Problems of the batch.</param>
/// <param name="Candidates">Candidates of each.</param>
/// <param name="Cpu">Seconds on the CPU.</param>
/// <param name="Device">Seconds on the device; null without one.</param>
internal readonly record struct CalibratedPoint(int Problems, int Candidates, double Cpu, double? Device);
