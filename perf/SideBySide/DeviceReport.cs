using System.Text;
using System.Text.Json;
using Accelerated.Benchmarks;

namespace Accelerated.Perf;

/// <summary>The tables of a device's results, from the files written by the archive of eng/publish-gpu.sh.</summary>
public static class DeviceReport
{
    private const string Kernels = ": kernels";
    private const string Calls = ": whole calls";

    /// <summary>Reads engines.json and bench.jsonl of a folder and writes report.md to it.</summary>
    public static void Write(string folder)
    {
        using var engines = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "engines.json")));
        var device = engines.RootElement.EnumerateArray().First(
            engine => Text(engine, "name").StartsWith("cuda", StringComparison.Ordinal));
        Figure[] figures =
        [
            .. File.ReadLines(Path.Combine(folder, "bench.jsonl")).Select(
                line => JsonSerializer.Deserialize<Figure>(line, FigureJson.Options)!),
        ];
        var text = new StringBuilder();
        Line($"# {Text(device, "device")}, {Text(device, "remark")}\n");
        Line(
            "Candidates of about 60 symbols, all pairs, the fastest of the runs; kernels by the device's clock, calls by the host's, from "
            + "features in the host's memory to results there. Results were checked first. Made from bench.jsonl and engines.json by "
            + "`dotnet run --project perf -c Release -- device FOLDER`; the archive that measures is made by eng/publish-gpu.sh.\n");
        Line("| work | N | kernels | rate | of the limit | whole call |");
        Line("|---|---:|---:|---:|---:|---:|");
        foreach (var figure in figures.Where(figure => figure.Work.EndsWith(Kernels, StringComparison.Ordinal)))
        {
            var work = figure.Work[..^Kernels.Length];
            var call = figures.Single(other => other.Work == work + Calls && other.Count == figure.Count);
            var rate = FormattableString.Invariant($"{figure.Value:N0} {figure.Unit}");
            var count = FormattableString.Invariant($"{figure.Count:N0}");
            Line($"| {work} | {count} | {Milliseconds(figure)} | {rate} | {Share(figure)} | {Milliseconds(call)} |");
        }

        File.WriteAllText(Path.Combine(folder, "report.md"), text.ToString());

        void Line(string line) => text.Append(line).Append('\n');
    }

    private static string Milliseconds(Figure figure) => FormattableString.Invariant($"{figure.Seconds.Min * 1e3:N3} ms");

    private static string Share(Figure figure) =>
        figure.Ratio is { } ratio ? FormattableString.Invariant($"{ratio * 100:N0} % of {figure.RatioTo}") : "";

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
