namespace Accelerated.Inference.Engines;

/// <summary>What a calibration found for one kind of work.</summary>
/// <param name="Name">The work, for people.</param>
/// <param name="Points">What was measured.</param>
/// <param name="Crossover">
/// The number of candidates of one problem from which the device is taken; null where there is none up to a million.
/// </param>
internal sealed record CalibratedWork(string Name, IReadOnlyList<CalibratedPoint> Points, double? Crossover);
