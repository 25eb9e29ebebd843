using System.Globalization;
using System.Text;

namespace Accelerated.Perf;

/// <summary>One run's measurements and where they were taken.</summary>
public sealed record Report(string Processor, string Vectors, int Cores, string OperatingSystem, string Runtime, string Version, int Seed, IReadOnlyList<Measurement> Measurements)
{
    /// <summary>The tables, one a kind of work.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"# {Processor}, {Vectors}, {Cores} cores");
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"{OperatingSystem}; {Runtime}; Accelerated {Version}; inputs seeded with {Seed}. Median of the runs; rates from the fastest. Made by `dotnet run --project perf -c Release -- sidebyside`.");
        foreach (var work in Measurements.GroupBy(m => m.Work))
        {
            text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"## {work.Key}").AppendLine();
            text.AppendLine("| length | N | contender | threads | median | fastest | Mpairs/s | GCUPS | times the slowest |");
            text.AppendLine("|---:|---:|---|---:|---:|---:|---:|---:|---:|");
            foreach (var job in work.GroupBy(m => (m.Length, m.Count)))
            {
                var slowest = job.Max(m => m.Minimum);
                foreach (var m in job)
                {
                    text.AppendLine(CultureInfo.InvariantCulture, $"| {m.Length} | {m.Count} | {m.Contender} | {m.Threads} | {m.Median * 1e3:F3} ms | {m.Minimum * 1e3:F3} ms | {m.Pairs / m.Minimum / 1e6:F1} | {m.Cells / m.Minimum / 1e9:F1} | {slowest / m.Minimum:F1} |");
                }
            }
        }

        return text.ToString();
    }
}
