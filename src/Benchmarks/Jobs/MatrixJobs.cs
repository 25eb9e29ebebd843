namespace Accelerated.Benchmarks;

/// <summary>Matrices, from features to single precision in memory, on one thread.</summary>
public static class MatrixJobs
{
    private const double LongTarget = 250 / 4.0; // cells per cycle

    private static readonly int[] Counts = [1024, 2048];
    private static readonly int[] Lengths = [16, 64, 128, 256];

    /// <summary>The matrices of <see cref="EditDistance"/>.</summary>
    public static IReadOnlyList<MatrixRow> EditDistanceRows { get; } =
    [
        .. from metric in new[] { ("levenshtein", SequenceKind.Letters), ("levenshtein-tokens", SequenceKind.TokenIds) }
           from length in Lengths
           from count in Counts
           from square in length == 64 ? new[] { false, true } : [false]
           select new MatrixRow("edit-distance", metric.Item1, metric.Item2, length, count, square),
    ];

    /// <summary>Edit distance of sequences of a few machine words.</summary>
    public static Job EditDistance { get; } = new(
        "edit-distance", "edit distance of letters and of token ids",
        "the rate of the first prototypes of the kernels, measured on the same machine",
        bench => EditDistanceRows.Select(row => row.Measure(bench, threads: 1)));

    /// <summary>
    /// The matrices of <see cref="LongEditDistance"/>, small enough to take at most a third of a second, so that the fastest of several
    /// runs can be measured.
    /// </summary>
    public static IReadOnlyList<MatrixRow> LongEditDistanceRows { get; } =
    [
        .. from square in new[] { false, true }
           from size in new[] { (512, 512), (1024, 256), (4096, 64) }
           select new MatrixRow("long-edit-distance", "levenshtein-tokens", SequenceKind.TokenIds, size.Item1, size.Item2, square),
    ];

    /// <summary>Edit distance of longer sequences.</summary>
    public static Job LongEditDistance { get; } = new(
        "long-edit-distance", "edit distance of token ids", "at least 250 GCUPS at 4 GHz, goal 400: 62.5 and 100 cells per cycle",
        bench => LongEditDistanceRows.Select(row =>
        {
            var figure = row.Measure(bench, threads: 1);
            return figure.Against(figure.Value * 1e9 / ClockRate.Estimate() / LongTarget, "62.5 cells per cycle");
        }));

    private static (string Metric, string Distance, SequenceKind Kind)[] AlignmentPairs =>
        [("rouge-l", "levenshtein-words", SequenceKind.TokenIds), ("osa", "levenshtein", SequenceKind.Letters)];

    /// <summary>Longest common subsequence and optimal string alignment, compared with the edit distance of the same features.</summary>
    public static Job OtherAlignments { get; } = new(
        "alignments", "ROUGE-L of words and OSA of letters, compared with the edit distance of the same features",
        "at least 0.6 of the edit distance's rate, goal 0.9",
        bench => from pair in AlignmentPairs
                 from length in Lengths
                 from figure in Beside(bench, pair, length)
                 select figure);

    /// <summary>The matrices of <see cref="TokenF1"/>.</summary>
    public static IReadOnlyList<MatrixRow> TokenF1Rows { get; } =
        [.. from length in Lengths from count in Counts select new MatrixRow("token-f1", "token-f1", SequenceKind.TokenIds, length, count)];

    /// <summary>Token F1.</summary>
    public static Job TokenF1 { get; } = new(
        "token-f1", "token F1, scores in double", "at least 0.6 of the rate of the first prototype of the kernel, goal 1.0",
        bench => TokenF1Rows.Select(row => row.Measure(bench, threads: 1)));

    /// <summary>The matrices of <see cref="Growth"/>.</summary>
    public static IReadOnlyList<MatrixRow> GrowthRows { get; } =
    [
        .. from count in new[] { 16, 64, 256, 1024, 4096 }
           select new MatrixRow("growth", "levenshtein-tokens", SequenceKind.TokenIds, 64, count, true),
    ];

    /// <summary>Time against the number of candidates.</summary>
    public static Job Growth { get; } = new(
        "growth", "time against the number of candidates, 64 token ids", "a line on logarithmic axes",
        bench => GrowthRows.SelectMany(row => row.Measure(bench, [.. new[] { 1, Environment.ProcessorCount }.Distinct()])));

    private static IEnumerable<Figure> Beside(Bench bench, (string Metric, string Distance, SequenceKind Kind) pair, int length)
    {
        var rows = new[] { pair.Distance, pair.Metric }.Select(metric => new MatrixRow("alignments", metric, pair.Kind, length, 1024));
        var figures = MatrixRow.InTurn(bench, [.. rows.Select(row => (row, 1))]);
        return [figures[0], figures[1].Against(figures[0], $"{pair.Distance}'s rate")];
    }
}
