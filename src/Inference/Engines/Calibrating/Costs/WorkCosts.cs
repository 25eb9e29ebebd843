namespace Accelerated.Inference.Engines;

/// <summary>The fitted costs of a family of work on both engines, and the measured points.</summary>
/// <param name="Family">The family.</param>
/// <param name="Name">Its display name.</param>
/// <param name="Processor">The CPU's cost.</param>
/// <param name="Device">The device's cost; null without one.</param>
/// <param name="Points">The measured points.</param>
internal sealed record WorkCosts(WorkFamily Family, string Name, EngineCost Processor, EngineCost? Device, IReadOnlyList<WorkPoint> Points)
{
    private const double MostCandidates = 1e6;
    private const double CrossoverStep = 1.02;

    /// <summary>The largest ratio of the chosen engine's time to the faster one's, over the points; 1 without a device.</summary>
    public double WorstRatio() => Points.Max(point => point.Device is not { } device ? 1
        : (Prefers(point.Work) ? device : point.Processor) / Math.Min(device, point.Processor));

    /// <summary>The number of candidates of one problem from which the device is faster; null where it is not up to a million.</summary>
    public double? Crossover()
    {
        var known = Points.Last(point => point.Problems == 1);
        for (var count = 2.0; count < MostCandidates; count *= CrossoverStep)
        {
            var more = count / known.Count;
            var steps = Family == WorkFamily.LinearBags ? more : more * more;
            if (Prefers(known.Work with { Bytes = known.Work.Bytes * more, Steps = known.Work.Steps * steps }))
            {
                return Math.Round(count);
            }
        }

        return null;
    }

    private bool Prefers(Work work) => Device is { } device && device.Seconds(work) < Processor.Seconds(work);
}
