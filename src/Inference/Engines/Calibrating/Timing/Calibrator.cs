namespace Accelerated.Inference.Engines;

/// <summary>Times two engines on a grid and fits their costs.</summary>
internal static class Calibrator
{
    private const double LongestPoint = 0.025;

    /// <summary>Calibrates.</summary>
    /// <param name="grids">What is timed.</param>
    /// <param name="processor">The processor.</param>
    /// <param name="device">The device; null where there is none.</param>
    public static WorkCosts[] Run(IReadOnlyList<CalibrationGrid> grids, ITimedEngine processor, ITimedEngine? device) =>
        [.. grids.Select(grid => Fit(grid, Measure(grid, processor, device)))];

    // Points that would take the CPU long are left out: the crossover is far below them.
    private static List<WorkPoint> Measure(CalibrationGrid grid, ITimedEngine processor, ITimedEngine? device)
    {
        var points = new List<WorkPoint>();
        foreach (var point in grid.Points)
        {
            var before = points.LastOrDefault(known => known.Problems == point.Problems);
            if (before is null || before.Processor * point.Count * point.Count / before.Count / before.Count < LongestPoint)
            {
                points.Add(new WorkPoint(point.Problems, point.Count, point.Work, processor.Seconds(point), device?.Seconds(point)));
            }
        }

        return points;
    }

    private static WorkCosts Fit(CalibrationGrid grid, List<WorkPoint> points) => new(
        grid.Family,
        grid.Name,
        CostFit.Fit([.. points.Select(point => (point.Work, point.Processor, Weight(point)))]),
        points[0].Device is null ? null : CostFit.Fit([.. points.Select(point => (point.Work, point.Device!.Value, Weight(point)))]),
        points);

    // Where one engine is far ahead, a rough estimate chooses well; where both are near each other, it has to be good.
    private static double Weight(WorkPoint point)
    {
        var distance = point.Device is { } device ? Math.Log(point.Processor / device) : 0;
        return 1 / (1 + 4 * distance * distance);
    }
}
