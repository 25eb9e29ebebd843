namespace Accelerated.Inference.Engines;

/// <summary>Times two engines on a grid and fits their costs.</summary>
internal static class Calibrator
{
    private const double LongestPoint = 0.025;

    /// <summary>Calibrates.</summary>
    /// <param name="grids">The grids to time.</param>
    /// <param name="cpu">The CPU.</param>
    /// <param name="device">The device; null without one.</param>
    public static WorkCosts[] Run(IReadOnlyList<CalibrationGrid> grids, ITimedEngine cpu, ITimedEngine? device) =>
        [.. grids.Select(grid => Fit(grid, Measure(grid, cpu, device)))];

    // Points that would take the CPU long are left out: the crossover is far below them.
    private static List<WorkPoint> Measure(CalibrationGrid grid, ITimedEngine cpu, ITimedEngine? device)
    {
        var points = new List<WorkPoint>();
        foreach (var point in grid.Points)
        {
            var before = points.LastOrDefault(known => known.Problems == point.Problems);
            if (before is null || before.Processor * point.Count * point.Count / before.Count / before.Count < LongestPoint)
            {
                points.Add(new WorkPoint(point.Problems, point.Count, point.Work, cpu.Seconds(point), device?.Seconds(point)));
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

    // The fit must be precise only where both engines are about equally fast.
    private static double Weight(WorkPoint point)
    {
        var distance = point.Device is { } device ? Math.Log(point.Processor / device) : 0;
        return 1 / (1 + 4 * distance * distance);
    }
}
