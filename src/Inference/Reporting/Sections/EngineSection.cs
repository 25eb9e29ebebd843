using Accelerated.Inference.Engines;
using Accelerated.Inference.Reporting.Charts;

namespace Accelerated.Inference.Reporting.Sections;

/// <summary>From how many candidates on a device is faster than the CPU, by the machine's calibration.</summary>
internal sealed class EngineSection(Calibration calibration) : IReportSection
{
    public string Heading => "Engines";

    public void Write(HtmlWriter html)
    {
        html.Tag($"<p>Measured {calibration.Measured:yyyy-MM-dd HH:mm} UTC")
            .Raw(calibration.Device.Length == 0 ? ", the CPU alone" : ", device: ").Text(calibration.Device)
            .Raw(".</p>\n<div class=\"charts\">");
        foreach (var work in calibration.Works)
        {
            var points = work.Points.Where(point => point.Problems == 1).OrderBy(point => point.Candidates).ToList();
            CurveLine cpu = new("CPU", [.. points.Select(point => ((double)point.Candidates, 1000 * point.Cpu))]);
            CurveLine device = new("device", [.. from point in points
                                                 where point.Device is not null
                                                 select ((double)point.Candidates, 1000 * point.Device.GetValueOrDefault())]);
            html.Raw("<figure>");
            CurveChart.Draw(
                html,
                $"Time for {work.Name}",
                "candidates",
                "milliseconds",
                device.Points.Count == 0 ? [cpu] : [cpu, device],
                isLogarithmicX: true,
                isLogarithmicY: true);
            html.Raw("<figcaption>").Text(work.Name);
            if (work.Crossover is { } from)
            {
                html.Tag($"; the device is faster from {from:N0} candidates on");
            }

            html.Raw(".</figcaption></figure>\n");
        }

        html.Raw("</div>\n");
    }
}
