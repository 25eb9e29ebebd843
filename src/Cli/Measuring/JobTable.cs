using System.Globalization;
using Accelerated.Benchmarks;
using Accelerated.Cli.Output;

namespace Accelerated.Cli.Measuring;

/// <summary>The figures of a standard job as a table.</summary>
internal static class JobTable
{
    public static string Of(Job job, IReadOnlyList<Figure> figures, Screen screen)
    {
        var table = new ShownTable("work", "length", "N", "threads", "fastest, ms", "median, ms", "figure", "ratio");
        foreach (var figure in figures)
        {
            table.AddRow(
                figure.Work,
                Number(figure.Length, "N0"),
                Number(figure.Count, "N0"),
                Number(figure.Threads, "N0"),
                Number(figure.Seconds.Min * 1e3, "N3"),
                Number(figure.Seconds.Median * 1e3, "N3"),
                $"{Number(figure.Value, "N2")} {figure.Unit}{(figure.Allocated is { } bytes ? $", {Number(bytes, "N0")} bytes" : "")}",
                figure.Ratio is { } ratio ? $"{Number(ratio, "N2")} x {figure.RatioTo}" : "");
        }

        return screen.Wrap($"{job.Name}: {job.Title}\nTarget: {job.Target}\n") + table.Text(screen) + "\n";
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
