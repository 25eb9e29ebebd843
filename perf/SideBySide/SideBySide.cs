using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Accelerated.Kernels;
using Accelerated.Metrics;

namespace Accelerated.Perf;

/// <summary>Whole jobs, the library beside its peers on the same inputs in one run: one JSON, its tables and a plot.</summary>
public static class SideBySide
{
    private const int Seed = 1;
    private const double LongRun = 1;
    private const long MostPeerCells = 20_000_000_000; // more would keep a plain loop busy for minutes

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };
    private static readonly IPeer[] Peers = [new TwoRowDistance(), new DictionaryF1(), new ProductF1()];

    /// <summary>Runs everything and writes report.json, report.md and time-against-n.svg to a folder.</summary>
    public static void Run(string folder, IReadOnlyList<int> counts, IReadOnlyList<int> lengths, int repeats)
    {
        var measurements = new List<Measurement>();
        foreach (var metric in new[] { "levenshtein-tokens", "levenshtein", "token-f1", "rouge-l", "osa", "bleu", "chrf" })
        {
            foreach (var length in lengths)
            {
                foreach (var count in counts)
                {
                    var input = SequenceInput.Make(metric is "levenshtein" or "osa" ? "letters" : "tokens", length, count, Seed);
                    measurements.AddRange(Job(MetricCatalogue.Parse(metric), input, repeats));
                    Console.Error.WriteLine($"{metric}, length {length}, N {count}: {measurements[^1].Contender} {measurements[^1].Minimum * 1e3:F2} ms");
                }
            }
        }

        Directory.CreateDirectory(folder);
        using var engine = new CpuEngine();
        var report = new Report(
            Processor(), engine.Device, Environment.ProcessorCount, RuntimeInformation.OSDescription, RuntimeInformation.FrameworkDescription,
            typeof(PairEngine).Assembly.GetName().Version!.ToString(3), Seed, measurements);
        File.WriteAllText(Path.Combine(folder, "report.json"), JsonSerializer.Serialize(report, Json) + "\n");
        File.WriteAllText(Path.Combine(folder, "report.md"), report.ToMarkdown());
        var shown = lengths.Contains(64) ? 64 : lengths[0];
        var lines = measurements.Where(m => m.Length == shown && m.Work == "levenshtein-tokens matrix").ToList();
        File.WriteAllText(Path.Combine(folder, "time-against-n.svg"), Plot.Draw($"Edit distance matrix, {shown} token ids", lines));
    }

    private static IEnumerable<Measurement> Job(Metric metric, SequenceInput input, int repeats)
    {
        var problem = ProblemEncoder.Encode(metric, input.Candidates);
        var matrix = new float[(long)problem.Candidates * problem.References];
        var sums = new double[problem.Rows];
        var name = metric.Info.Name;
        yield return Measure($"{name} encoding", "Accelerated", 1, () => ProblemEncoder.Encode(metric, input.Candidates));
        foreach (var threads in new[] { 1, Environment.ProcessorCount }.Distinct())
        {
            using var engine = new CpuEngine(threads);
            Correctness.Check(engine, problem);
            yield return Measure($"{name} matrix", $"Accelerated, {engine.Device}", threads, () => engine.Matrix(problem, 0, problem.Candidates, matrix));
            yield return Measure($"{name} risks", $"Accelerated, {engine.Device}", threads, () => engine.WeightedSums(problem, sums));
        }

        foreach (var peer in Peers.Where(peer => peer.Metric == name && Cells(problem) <= MostPeerCells))
        {
            var theirs = new float[matrix.Length];
            yield return Measure($"{name} matrix", peer.Name, 1, () => peer.Fill(problem, theirs));
            Correctness.Equal(matrix, theirs, peer.Name);
        }

        Measurement Measure(string work, string contender, int threads, Action run)
        {
            // The first run is the warm-up, unless it is so long that it need not be.
            var seconds = new List<double> { Time(run) };
            if (seconds[0] < LongRun)
            {
                seconds.Clear();
                for (var k = 0; k < repeats && (k < 3 || seconds.Sum() < 4 * LongRun); k++)
                {
                    seconds.Add(Time(run));
                }
            }

            seconds.Sort();
            var pairs = (long)problem.Candidates * problem.References;
            return new Measurement(work, contender, input.Length, input.Candidates.Count, threads, seconds.Count, seconds[0], seconds[seconds.Count / 2], pairs, Cells(problem));
        }
    }

    private static double Time(Action run)
    {
        var start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static long Cells(EncodedProblem problem)
    {
        var items = problem.Features switch
        {
            SequenceFeatures sequences => sequences.Sequences.Values.Length,
            BagFeatures bags => bags.Orders[0].Bags.Values.Length,
            _ => problem.Features.Count,
        };
        return (long)items * items;
    }

    private static string Processor()
    {
        const string info = "/proc/cpuinfo";
        var line = File.Exists(info) ? File.ReadLines(info).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
