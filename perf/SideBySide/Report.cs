using System.Globalization;
using System.Text;
using Accelerated.Benchmarks;

namespace Accelerated.Perf;

/// <summary>One run's figures, where they were taken, and what others have published.</summary>
/// <param name="Machine">Where.</param>
/// <param name="Figures">What was measured in this run.</param>
/// <param name="Quoted">What was not measured in this run.</param>
public sealed record Report(Machine Machine, IReadOnlyList<Figure> Figures, IReadOnlyList<QuotedFigure> Quoted)
{
    /// <summary>The tables, one a job.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder();
        Line($"# {Machine.Processor}, {Machine.Vectors}, {Machine.Cores} {(Machine.Cores == 1 ? "core" : "cores")}\n");
        Line($"{Machine.OperatingSystem}; {Machine.Runtime}; Accelerated {Machine.Version}; a clock of {Machine.ClockRate / 1e9:F2} GHz, estimated. Figures are of the fastest run; results were checked first. Made from report.json by `dotnet run --project perf -c Release -- sidebyside`.");
        foreach (var job in Job.All.Where(job => Figures.Any(figure => figure.Job == job.Name)))
        {
            Line($"\n## {job.Name}: {job.Title}\n");
            Line($"Target: {job.Target}.\n");
            Line($"| work | length | N | contender | threads | fastest | median | figure | ratio |");
            Line($"|---|---:|---:|---|---:|---:|---:|---:|---|");
            foreach (var figure in Figures.Where(figure => figure.Job == job.Name))
            {
                Line($"| {figure.Work} | {figure.Length:N0} | {figure.Count:N0} | {figure.Contender} | {figure.Threads} | {Time(figure, figure.Seconds.Min)} | {Time(figure, figure.Seconds.Median)} | {figure.Value:N2} {figure.Unit}{Bytes(figure)} | {Ratio(figure)} |");
            }
        }

        Line($"\n## Quoted, not measured in this run\n");
        Line($"| work | contender | figure | hardware | source |");
        Line($"|---|---|---:|---|---|");
        foreach (var quoted in Quoted)
        {
            Line($"| {quoted.Work} | {quoted.Contender} | {quoted.Figure} | {quoted.Hardware} | {quoted.Source} |");
        }

        return text.ToString();

        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
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

        var peers = Figures.Where(peer => peer.Contender != Figure.Own && (peer.Job, peer.Work, peer.Length, peer.Count) == (figure.Job, figure.Work, figure.Length, figure.Count));
        return figure.Contender != Figure.Own ? "" : string.Join(", ", peers.Select(peer => FormattableString.Invariant($"{figure.Value / peer.Value:N0} x {peer.Contender}")));
    }
}
