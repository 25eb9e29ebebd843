using System.Globalization;
using Accelerated.Benchmarks;
using Accelerated.Cli.Output;
using Accelerated.Inference.Engines;

namespace Accelerated.Cli.Measuring;

/// <summary>A calibration as a table and as a plot.</summary>
internal static class CalibrationReport
{
    /// <summary>The measured times of one problem, and the N from which the device is used.</summary>
    public static string Table(Calibration calibration, Screen screen)
    {
        var table = new ShownTable("work", "N", "CPU, ms", "device, ms", "device from N");
        foreach (var work in calibration.Works)
        {
            foreach (var point in Single(work))
            {
                table.AddRow(
                    work.Name,
                    point.Candidates.ToString("N0", CultureInfo.InvariantCulture),
                    Milliseconds(point.Cpu),
                    point.Device is { } device ? Milliseconds(device) : "",
                    calibration.Device.Length == 0 ? "" : work.Crossover?.ToString("N0", CultureInfo.InvariantCulture) ?? "never");
            }
        }

        return table.Text(screen) + (calibration.Device.Length == 0 ? ""
            : screen.Wrap(string.Create(
                CultureInfo.InvariantCulture,
                $"\nOn these points and the measured batches, 'auto' takes at most {calibration.WorstRatio:F2} "
                + $"times the faster engine's time.\n")));
    }

    /// <summary>One plot per kind of work.</summary>
    public static string Plot(Calibration calibration) => LinePlot.Stack([.. calibration.Works.Select(work =>
    {
        List<PlotLine> lines = [new("CPU", [.. Single(work).Select(point => ((double)point.Candidates, point.Cpu))])];
        if (calibration.Device.Length > 0)
        {
            lines.Add(new(calibration.Device, [.. Single(work).Select(point => ((double)point.Candidates, point.Device!.Value))]));
        }

        return LinePlot.Draw(
            work.Name, lines, work.Crossover is { } count ? (count, FormattableString.Invariant($"device from {count:N0}")) : null);
    })]);

    private static IEnumerable<CalibratedPoint> Single(CalibratedWork work) => work.Points.Where(point => point.Problems == 1);

    private static string Milliseconds(double seconds) => (seconds * 1e3).ToString("N3", CultureInfo.InvariantCulture);
}
