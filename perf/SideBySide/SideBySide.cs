using System.Text.Json;
using Accelerated.Benchmarks;

namespace Accelerated.Perf;

/// <summary>Runs the standard jobs and their peers on the same inputs; writes JSON, tables and a plot.</summary>
public static class SideBySide
{
    private static readonly JsonSerializerOptions Json = new(FigureJson.Options) { WriteIndented = true };

    /// <summary>Runs jobs and writes report.json, and from it report.md and time-against-n.svg, to a folder.</summary>
    public static void Run(Bench bench, string folder, IReadOnlyList<Job> jobs)
    {
        var figures = new List<Figure>();
        foreach (var figure in jobs.SelectMany(job => job.Measure(bench).Concat(PeerFigures.Of(job))))
        {
            figures.Add(figure);
            var value = FormattableString.Invariant($"{figure.Value:N2} {figure.Unit}");
            Console.Error.WriteLine(
                $"{figure.Job}: {figure.Work}, length {figure.Length}, N {figure.Count}, {figure.Contender}, {figure.Threads} threads: "
                + value);
        }

        Directory.CreateDirectory(folder);
        var quoted = JsonSerializer.Deserialize<QuotedFigure[]>(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "quoted.json")), Json)!;
        var path = Path.Combine(folder, "report.json");
        File.WriteAllText(path, JsonSerializer.Serialize(new Report(Machine.This(), figures, quoted), Json) + "\n");
        var report = JsonSerializer.Deserialize<Report>(File.ReadAllText(path), Json)!;
        File.WriteAllText(Path.Combine(folder, "report.md"), report.ToMarkdown());
        var growth = report.Figures.Where(figure => figure.Job == MatrixJobs.Growth.Name).ToList();
        if (growth.Count > 0)
        {
            File.WriteAllText(
                Path.Combine(folder, "time-against-n.svg"), LinePlot.Draw("Edit distance matrix, 64 token ids", [.. Lines(growth)]));
        }
    }

    private static IEnumerable<PlotLine> Lines(IReadOnlyList<Figure> figures) =>
        from figure in figures
        group figure by (figure.Contender, figure.Threads) into line
        select new PlotLine(
            $"{line.Key.Contender}, {line.Key.Threads} {(line.Key.Threads == 1 ? "thread" : "threads")}",
            [.. line.Select(figure => ((double)figure.Count, WholeSeconds(figure, figures)))]);

    // A peer is measured on some rows; its rate gives the time of the whole matrix.
    private static double WholeSeconds(Figure figure, IReadOnlyList<Figure> figures)
    {
        var own = figures.First(other => other.Contender == Figure.Own && other.Count == figure.Count);
        return own.Seconds.Min * own.Value / figure.Value;
    }
}
