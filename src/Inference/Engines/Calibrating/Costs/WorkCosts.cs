namespace Accelerated.Inference.Engines;

/// <summary>What a family of work costs on both engines, as fitted, and the measured points.</summary>
/// <param name="Family">The family.</param>
/// <param name="Name">The same for people.</param>
/// <param name="Processor">The processor's time.</param>
/// <param name="Device">The device's time; null where there is none.</param>
/// <param name="Points">What was measured.</param>
internal sealed record WorkCosts(WorkFamily Family, string Name, EngineCost Processor, EngineCost? Device, IReadOnlyList<WorkPoint> Points)
{
    private const double MostCandidates = 1e6;
    private const double CrossoverStep = 1.02;

    /// <summary>The greatest time of the chosen engine over the better one's, over the points; 1 where there is no choice.</summary>
    public double WorstRatio() => Points.Max(point => point.Device is not { } device ? 1
        : (Prefers(point.Work) ? device : point.Processor) / Math.Min(device, point.Processor));

    /// <summary>The number of candidates of one problem from which the device is taken; null where there is none up to a million.</summary>
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
