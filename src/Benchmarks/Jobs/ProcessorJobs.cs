using System.Runtime.Intrinsics.X86;
using Accelerated.Inference;

namespace Accelerated.Benchmarks;

/// <summary>What a part of the processor is worth.</summary>
public static class ProcessorJobs
{
    private const string Switch = "DOTNET_EnableAVX512";

    /// <summary>512-bit vectors beside 256-bit ones.</summary>
    public static Job Vectors { get; } = new(
        "vectors", "AVX-512 switched off", "at least 0.45 of the rate with AVX-512", MeasureVectors);

    /// <summary>Two threads beside one.</summary>
    public static Job Threads { get; } = new(
        "threads", "two threads beside one", "at least 1.8 of one thread's rate on an idle machine, aim 1.95", MeasureThreads);

    private static IEnumerable<MatrixRow> Rows(string job) =>
    [
        new(job, "levenshtein-tokens", SequenceKind.TokenIds, 16, 2048),
        new(job, "levenshtein-tokens", SequenceKind.TokenIds, 64, 2048),
        new(job, "levenshtein-tokens", SequenceKind.TokenIds, 256, 1024),
        new(job, "token-f1", SequenceKind.TokenIds, 64, 2048),
        new(job, "chrf", SequenceKind.Words, 27, 1024),
        new(job, "bleu", SequenceKind.Words, 27, 1024),
    ];

    // The child has no AVX-512, so its own run of this job ends after the first figures; also where its runtime knows no such switch.
    private static IEnumerable<Figure> MeasureVectors(Bench bench)
    {
        var processor = bench with { Engine = EngineChoice.Cpu };
        var wide = Rows("vectors").Select(row => row.Measure(processor, threads: 1)).ToList();
        if (!Avx512F.IsSupported || bench.Child is null || Environment.GetEnvironmentVariable(Switch) == "0")
        {
            return wide;
        }

        var narrow = bench.Child.Measure("vectors", Switch, "0");
        return wide.Concat(narrow.Zip(wide, (without, with) => (without with { Work = $"{without.Work}, no AVX-512" }).Against(with, "the rate with AVX-512")));
    }

    private static IEnumerable<Figure> MeasureThreads(Bench bench)
    {
        var processor = bench with { Engine = EngineChoice.Cpu };
        var threads = new[] { 1, Math.Min(2, Environment.ProcessorCount) }.Distinct().ToArray();
        foreach (var figures in Additions(threads).Concat(Rows("threads").Select(row => row.Measure(processor, threads))))
        {
            yield return figures[0];
            if (figures.Length > 1)
            {
                yield return figures[1].Against(figures[0], "one thread's rate");
            }
        }
    }

    // What the machine gives to the framework's own parallel loop, for jobs of about 2 and 30 ms: the rows that follow can hardly reach more.
    private static IEnumerable<Figure[]> Additions(int[] threads)
    {
        const int parts = 16;
        foreach (var turns in (int[])[1 << 17, 1 << 21])
        {
            var seconds = Seconds.Settled(Array.ConvertAll(threads, Work));
            yield return [.. seconds.Select((time, k) => new Figure("threads", "vector additions, no memory", "Parallel.For", turns, parts, threads[k], time, time.Min * 1e3, "ms"))];

            Action Work(int count) => () => Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = count }, _ => Arithmetic.Add(turns));
        }
    }
}
