namespace Accelerated.Inference.Engines;

/// <summary>A calibration's result for one kind of work.</summary>
/// <param name="Name">The display name of the work.</param>
/// <param name="Points">The measured points.</param>
/// <param name="Crossover">
/// The number of candidates of one problem from which the device is faster; null where it is not up to a million.
/// </param>
internal sealed record CalibratedWork(string Name, IReadOnlyList<CalibratedPoint> Points, double? Crossover);
