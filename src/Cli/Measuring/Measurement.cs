using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using Accelerated.Benchmarks;
using Accelerated.Cli.Output;
using Accelerated.Inference;
using Accelerated.Kernels;
using Accelerated.Metrics;

namespace Accelerated.Cli.Measuring;

/// <summary>The times of one metric on one engine, for a file of problems.</summary>
internal sealed record Measurement(
    string Metric,
    string Engine,
    string Device,
    int Threads,
    int Problems,
    long Pairs,
    long Cells,
    Seconds Encode,
    Seconds Matrix,
    Seconds Risk,
    DeviceStatistics WarmUp)
{
    /// <summary>Measures an engine.</summary>
    /// <param name="selector">Encodes the problems.</param>
    /// <param name="engine">The engine to measure.</param>
    /// <param name="problems">The problems, each of which can be encoded.</param>
    /// <param name="repeat">Counted repeats.</param>
    /// <param name="cancellation">Stops between tiles.</param>
    public static Measurement Take(
        Selector selector, PairEngine engine, IReadOnlyList<Problem> problems, int repeat, CancellationToken cancellation)
    {
        var encoded = new EncodedProblem[problems.Count];
        var encode = Seconds.Of(repeat, () =>
        {
            for (var i = 0; i < encoded.Length; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                encoded[i] = selector.Encode(problems[i]);
            }
        });
        var largest = encoded.Max(problem => (long)problem.Candidates * problem.References);
        if (largest > Array.MaxLength)
        {
            throw new ToolException(
                $"A problem has {largest} pairs; the limit of 'bench', which keeps the matrix in memory, is {Array.MaxLength}. "
                + $"Remove the problem.");
        }

        var target = new float[largest];
        var matrix = Seconds.Of(repeat, () =>
        {
            foreach (var problem in encoded)
            {
                engine.Matrix(problem, 0, problem.Candidates, target.AsSpan(0, problem.Candidates * problem.References), cancellation);
            }
        });
        var sums = Array.ConvertAll(encoded, problem => new double[problem.Rows]);
        var risk = Seconds.Of(repeat, () => engine.WeightedSums(encoded, sums, cancellation));
        return new Measurement(
            selector.Options.Metric.Info.Name,
            engine.Name,
            engine.Device,
            selector.Options.Threads,
            encoded.Length,
            encoded.Sum(problem => (long)problem.Candidates * problem.References),
            encoded.Sum(CellsOf),
            encode,
            matrix,
            risk,
            engine.Statistics);
    }

    /// <summary>Writes one line of JSON.</summary>
    public void Write(JsonLines lines)
    {
        var json = lines.Json;
        json.WriteStartObject();
        json.WriteString("metric", Metric);
        json.WriteString("engine", Engine);
        json.WriteString("device", Device);
        json.WriteNumber("threads", Threads);
        json.WriteNumber("problems", Problems);
        json.WriteNumber("pairs", Pairs);
        json.WriteNumber("cells", Cells);
        foreach (var (name, seconds) in Times())
        {
            json.WriteStartObject(name);
            lines.Number("min", seconds.Min);
            lines.Number("median", seconds.Median);
            json.WriteEndObject();
        }

        if (WarmUp.Launches > 0)
        {
            json.WriteStartObject("warmUp");
            lines.Number("opening", WarmUp.Opening.TotalSeconds);
            lines.Number("compilation", WarmUp.Compilation.TotalSeconds);
            json.WriteEndObject();
        }

        json.WriteStartObject("versions");
        foreach (var (name, version) in Versions())
        {
            json.WriteString(name, version);
        }

        json.WriteEndObject();
        json.WriteEndObject();
        lines.EndLine();
    }

    /// <summary>The title of the table.</summary>
    public string Title => string.Create(
        CultureInfo.InvariantCulture,
        $"{Metric} on {Engine} ({Device}), {Threads} {(Threads == 1 ? "thread" : "threads")}: {Problems:N0} problems, {Pairs:N0} pairs")
        + (WarmUp.Launches == 0 ? "" : string.Create(
            CultureInfo.InvariantCulture,
            $"\nbefore the first run: device opened in {WarmUp.Opening.TotalMilliseconds:N0} ms, "
            + $"kernels compiled in {WarmUp.Compilation.TotalMilliseconds:N0} ms"));

    /// <summary>The times as a table.</summary>
    public ShownTable Table()
    {
        var table = new ShownTable("step", "fastest, ms", "median, ms", "pairs/s");
        foreach (var (name, seconds) in Times())
        {
            table.AddRow(
                name,
                (seconds.Min * 1e3).ToString("N3", CultureInfo.InvariantCulture),
                (seconds.Median * 1e3).ToString("N3", CultureInfo.InvariantCulture),
                (Pairs / seconds.Min).ToString("N0", CultureInfo.InvariantCulture));
        }

        return table;
    }

    private (string Name, Seconds Seconds)[] Times() => [("encode", Encode), ("matrix", Matrix), ("risk", Risk)];

    private static string OwnVersion() =>
        typeof(Measurement).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    private static (string Name, string Version)[] Versions() =>
    [
        ("accelerated", OwnVersion()),
        ("runtime", RuntimeInformation.FrameworkDescription),
        ("system", RuntimeInformation.OSDescription),
        ("architecture", RuntimeInformation.ProcessArchitecture.ToString()),
    ];

    // The sum of length products over all pairs is the product of the two sums of lengths.
    private static long CellsOf(EncodedProblem problem) => problem.Features is SequenceFeatures features
        ? Length(features, problem.RowOf, 0) * Length(features, problem.ColumnOf, problem.FirstColumnItem)
        : (long)problem.Candidates * problem.References;

    private static long Length(SequenceFeatures features, ReadOnlySpan<int> itemOf, int firstItem)
    {
        var sum = 0L;
        foreach (var item in itemOf)
        {
            sum += item < 0 ? 0 : features.Sequences.LengthOf(firstItem + item);
        }

        return sum;
    }
}
