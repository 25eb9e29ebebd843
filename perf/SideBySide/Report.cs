using System.Text;
using Accelerated.Benchmarks;

namespace Accelerated.Perf;

/// <summary>The figures of one run, its machine, and published figures of others.</summary>
/// <param name="Machine">The machine that was measured.</param>
/// <param name="Figures">The figures measured in this run.</param>
/// <param name="Quoted">Published figures, not measured in this run.</param>
public sealed record Report(Machine Machine, IReadOnlyList<Figure> Figures, IReadOnlyList<QuotedFigure> Quoted)
{
    /// <summary>The tables, one per job.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder();
        Line($"# {Machine.Processor}, {Machine.Vectors}, {Machine.Cores} {(Machine.Cores == 1 ? "core" : "cores")}\n");
        var clock = FormattableString.Invariant($"a clock of {Machine.ClockRate / 1e9:F2} GHz, estimated");
        Line(
            $"{Machine.OperatingSystem}; {Machine.Runtime}; Accelerated {Machine.Version}; {clock}. Figures are of the fastest run; "
            + "results were checked first. Made from report.json by `dotnet run --project perf -c Release -- sidebyside`.");
        foreach (var job in Job.All.Where(job => Figures.Any(figure => figure.Job == job.Name)))
        {
            Line($"\n## {job.Name}: {job.Title}\n");
            Line($"Target: {job.Target}.\n");
            Line("| work | length | N | contender | threads | fastest | median | figure | ratio |");
            Line("|---|---:|---:|---|---:|---:|---:|---:|---|");
            foreach (var figure in Figures.Where(figure => figure.Job == job.Name))
            {
                var size = FormattableString.Invariant($"{figure.Length:N0} | {figure.Count:N0}");
                var times = $"{Time(figure, figure.Seconds.Min)} | {Time(figure, figure.Seconds.Median)}";
                var value = FormattableString.Invariant($"{figure.Value:N2} {figure.Unit}");
                Line(
                    $"| {figure.Work} | {size} | {figure.Contender} | {figure.Threads} | {times} | {value}{Bytes(figure)} | "
                    + $"{Ratio(figure)} |");
            }
        }

        Line("\n## Quoted, not measured in this run\n");
        Line("| work | contender | figure | hardware | source |");
        Line("|---|---|---:|---|---|");
        foreach (var quoted in Quoted)
        {
            Line($"| {quoted.Work} | {quoted.Contender} | {quoted.Figure} | {quoted.Hardware} | {quoted.Source} |");
        }

        return text.ToString();

        void Line(string line) => text.Append(line).Append('\n');
    }

    // A peer computes only as many rows as its rate needs.
    private static string Time(Figure figure, double seconds) =>
        figure.Contender == Figure.Own ? FormattableString.Invariant($"{seconds * 1e3:N3} ms") : "";

    private static string Bytes(Figure figure) => figure.Allocated is { } bytes ? FormattableString.Invariant($", {bytes:N0} bytes") : "";

    private string Ratio(Figure figure)
    {
        if (figure.Ratio is { } ratio)
        {
            return FormattableString.Invariant($"{ratio:N2} x {figure.RatioTo}");
        }

        var peers = Figures.Where(peer =>
            peer.Contender != Figure.Own
                && (peer.Job, peer.Work, peer.Length, peer.Count) == (figure.Job, figure.Work, figure.Length, figure.Count));
        return figure.Contender != Figure.Own
            ? ""
            : string.Join(", ", peers.Select(peer => FormattableString.Invariant($"{figure.Value / peer.Value:N0} x {peer.Contender}")));
    }
}
