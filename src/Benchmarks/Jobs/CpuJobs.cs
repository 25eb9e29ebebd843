using System.Globalization;
using System.Runtime.Intrinsics.X86;
using Accelerated.Inference.Engines;

namespace Accelerated.Benchmarks;

/// <summary>The effect of CPU features.</summary>
public static class CpuJobs
{
    private const string WideSwitch = "DOTNET_EnableAVX512"; // ignored by runtimes that do not know it
    private const string RowSwitch = "ACCELERATED_VECTORS"; // the row that a child process measures
    private const int Rounds = 3;

    /// <summary>512-bit vectors compared with 256-bit ones.</summary>
    public static Job Vectors { get; } = new(
        "vectors",
        $"AVX-512 disabled (the fastest of {Rounds} processes each, interleaved)",
        "at least 0.45 of the rate with AVX-512",
        MeasureVectors);

    /// <summary>Two threads compared with one.</summary>
    public static Job Threads { get; } = new(
        "threads", "two threads compared with one", "at least 1.8 of one thread's rate on an idle machine, goal 1.95", MeasureThreads);

    private static IEnumerable<MatrixRow> Rows(string job) =>
    [
        new(job, "levenshtein-tokens", SequenceKind.TokenIds, 16, 2048),
        new(job, "levenshtein-tokens", SequenceKind.TokenIds, 64, 2048),
        new(job, "levenshtein-tokens", SequenceKind.TokenIds, 256, 1024),
        new(job, "token-f1", SequenceKind.TokenIds, 64, 2048),
        new(job, "chrf", SequenceKind.Words, 27, 1024),
        new(job, "bleu", SequenceKind.Words, 27, 1024),
    ];

    // Each child measures one row, alternately with and without AVX-512, so that a temporary slowdown of the machine affects both.
    private static IEnumerable<Figure> MeasureVectors(Bench bench)
    {
        var rows = Rows(Vectors.Name).ToList();
        var selected = Environment.GetEnvironmentVariable(RowSwitch);
        if (int.TryParse(selected, CultureInfo.InvariantCulture, out var asked) && (uint)asked < rows.Count)
        {
            rows = [rows[asked]];
        }

        if (!Avx512F.IsSupported || bench.Child is null || rows.Count == 1)
        {
            return rows.Select(row => row.Measure(bench with { Engine = EngineChoice.Cpu }, threads: 1));
        }

        return Enumerable.Range(0, rows.Count).SelectMany(row => InTurn(row, bench.Child));
    }

    private static Figure[] InTurn(int row, ChildRun child)
    {
        var figures = Enumerable.Range(0, 2 * Rounds).Select(k => Measure(k % 2 == 0 ? "1" : "0")).ToList();
        var with = Fastest(figures.Where((_, k) => k % 2 == 0));
        var without = Fastest(figures.Where((_, k) => k % 2 == 1));
        return [with, (without with { Work = $"{without.Work}, no AVX-512" }).Against(with, "the rate with AVX-512")];

        Figure Measure(string wide) => child.Measure(Vectors.Name, (RowSwitch, $"{row}"), (WideSwitch, wide))[0];

        static Figure Fastest(IEnumerable<Figure> runs) => runs.MinBy(figure => figure.Seconds.Min)!;
    }

    private static IEnumerable<Figure> MeasureThreads(Bench bench)
    {
        var cpu = bench with { Engine = EngineChoice.Cpu };
        var threads = new[] { 1, Math.Min(2, Environment.ProcessorCount) }.Distinct().ToArray();
        foreach (var figures in Additions(threads).Concat(Rows("threads").Select(row => row.Measure(cpu, threads))))
        {
            yield return figures[0];
            if (figures.Length > 1)
            {
                yield return figures[1].Against(figures[0], "one thread's rate");
            }
        }
    }

    // The speed-up of Parallel.For itself, for work of about 2 and 30 ms, is the upper bound for the other rows.
    private static IEnumerable<Figure[]> Additions(int[] threads)
    {
        const int parts = 16;
        foreach (var turns in (int[])[1 << 17, 1 << 21])
        {
            var seconds = Seconds.Settled(Array.ConvertAll(threads, Work));
            yield return [.. seconds.Select((time, k) => new Figure(
                "threads", "vector additions, no memory", "Parallel.For", turns, parts, threads[k], time, time.Min * 1e3, "ms"))];

            Action Work(int count) =>
                () => Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = count }, _ => Arithmetic.Add(turns));
        }
    }
}
