using System.Diagnostics;
using Accelerated.Inference.Engines;
using Accelerated.Kernels;
using Accelerated.Kernels.Gpu;
using Accelerated.Metrics;

namespace Accelerated.Benchmarks;

/// <summary>Device figures: kernels by the device's clock, whole calls with their copies, and the warm-up before the first call.</summary>
public static class DeviceJobs
{
    private const int Length = 64;
    private const int Runs = 15;
    private const int BatchCandidates = 64;

    /// <summary>The figures of the chosen devices; none for other engines.</summary>
    public static Job Device { get; } = new(
        "device",
        "edit distance and token F1 of 64 symbols on a device, a batch of problems of 64 candidates; kernels by the device's clock, "
        + "calls by the host's",
        "edit distance 6 TCUPS, goal 12; token F1 matrix a quarter of the write limit, goal three quarters",
        bench => bench.Engine.IsDevice ? Measure(bench) : []);

    private static IEnumerable<Figure> Measure(Bench bench)
    {
        // On the simulator the job is only checked to run.
        var simulated = bench.Engine.Kind == EngineKind.Simulator;
        int[] counts = simulated ? [12] : [2048, 4096, 16384];
        var peak = DevicePeak.Of(bench.Engine);
        return counts
            .SelectMany(count => Alignments(bench, count, peak).Concat(Bags(bench, count, peak)))
            .Concat(Batch(bench, simulated ? 3 : 10_000, peak));
    }

    private static IEnumerable<Figure> Alignments(Bench bench, int count, DevicePeak peak) =>
        from input in new[] { ("levenshtein", SequenceKind.Letters), ("levenshtein-tokens", SequenceKind.TokenIds) }
        let row = new MatrixRow("device", input.Item1, input.Item2, Length, count)
        let problem = row.Problem(SequenceInput.Make(input.Item2, Length, count))
        let amount = Cells([problem], peak)
        from figure in Sums(bench, $"{input.Item1} expected values", [problem], amount, count)
            .Concat(Matrix(bench, row, amount))
            .Concat(Matrix(bench, row with { Square = true }, amount with { Limit = 0 })) // half of its cells are not computed
        select figure;

    private static IEnumerable<Figure> Bags(Bench bench, int count, DevicePeak peak) => Matrix(
        bench,
        new MatrixRow("device", "token-f1", SequenceKind.TokenIds, Length, count),
        new Amount((double)count * count / 1e6, "Mpairs/s", peak.ValuesPerSecond / 1e6, "the write limit"));

    private static IEnumerable<Figure> Batch(Bench bench, int count, DevicePeak peak)
    {
        var metric = MetricCatalogue.Parse("levenshtein-tokens");
        EncodedProblem[] problems = [.. Enumerable.Range(0, count).Select(seed =>
            ProblemEncoder.Encode(metric, SequenceInput.Make(SequenceKind.TokenIds, Length, BatchCandidates, seed)))];
        return Sums(bench, "levenshtein-tokens expected values, a batch", problems, Cells(problems, peak), count);
    }

    private static IEnumerable<Figure> Matrix(Bench bench, MatrixRow row, Amount amount)
    {
        var candidates = SequenceInput.Make(row.Kind, row.Length, row.Count);
        var problem = row.Problem(candidates);
        var matrix = new float[(long)row.Count * row.Count];
        return Time(
            bench,
            row.Work,
            row.Count,
            amount,
            engine => engine.Matrix(problem, 0, row.Count, matrix),
            () => Correctness.Check(problem.Metric, candidates, Length, matrix));
    }

    private static IEnumerable<Figure> Sums(Bench bench, string work, EncodedProblem[] problems, Amount amount, int count)
    {
        var sums = Array.ConvertAll(problems, problem => new double[problem.Rows]);
        return Time(bench, work, count, amount, engine => engine.WeightedSums(problems, sums), () =>
        {
            using var cpu = new CpuEngine();
            var wanted = Array.ConvertAll(problems, problem => new double[problem.Rows]);
            cpu.WeightedSums(problems, wanted);
            for (var p = 0; p < problems.Length; p++)
            {
                Correctness.Equal<double>(wanted[p], sums[p], work);
            }
        });
    }

    private static IEnumerable<Figure> Time(Bench bench, string work, int count, Amount amount, Action<PairEngine> run, Action check)
    {
        using var engine = bench.Create(Environment.ProcessorCount);
        run(engine);
        check();
        var first = engine.Statistics;
        var devices = engine is DeviceGroup group ? group.Count : 1;
        run(engine);
        var before = engine.Statistics;
        var calls = new double[Runs];
        var kernels = new double[Runs];
        for (var r = 0; r < Runs; r++)
        {
            var start = Stopwatch.GetTimestamp();
            run(engine);
            calls[r] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            var after = engine.Statistics;
            kernels[r] = (after - before).Kernels.TotalSeconds / devices;
            before = after;
        }

        yield return Once($"{work}: opening the device", first.Opening);
        yield return Once($"{work}: compiling its kernels", first.Compilation);
        yield return Rate($"{work}: kernels", Seconds.Of(kernels));
        yield return Rate($"{work}: whole calls", Seconds.Of(calls));

        Figure Once(string name, TimeSpan time) => new(
            "device", name, Figure.Own, Length, count, 1, Seconds.Of([time.TotalSeconds]), time.TotalMilliseconds, "ms");

        Figure Rate(string name, Seconds seconds)
        {
            var figure = new Figure("device", name, Figure.Own, Length, count, 1, seconds, amount.Size / seconds.Min, amount.Unit);
            return amount.Limit > 0 ? figure.Against(figure.Value / amount.Limit, amount.LimitName) : figure;
        }
    }

    // The sum of length products over all pairs is the product of the two sums of lengths.
    private static Amount Cells(EncodedProblem[] problems, DevicePeak peak)
    {
        var cells = problems.Sum(problem =>
        {
            var sequences = ((SequenceFeatures)problem.Features).Sequences;
            var rows = Enumerable.Range(0, problem.Rows).Sum(i => (double)sequences.LengthOf(i));
            return rows * Enumerable.Range(problem.FirstColumnItem, problem.Columns).Sum(i => (double)sequences.LengthOf(i));
        });
        return new(cells / 1e9, "GCUPS", peak.CellsPerSecond / 1e9, "the integer limit");
    }

    // Work, the unit of its rate, and the highest rate.
    private readonly record struct Amount(double Size, string Unit, double Limit, string LimitName);
}
