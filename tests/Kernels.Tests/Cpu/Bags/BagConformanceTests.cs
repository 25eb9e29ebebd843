using Accelerated.Kernels.Cpu;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests.Cpu;

public sealed unsafe class BagConformanceTests
{
    private static readonly string[] Variants =
    [
        "token-f1:empty=v1", "token-f1:sets=true", "token-f1:unit=ids", "jaccard:sets=true", "bleu:smooth=floor", "bleu:smooth=add-k",
        "bleu:smooth=none",
        "bleu:effective=false", "bleu:tokenizer=char", "chrf:eps=true", "chrf++:beta=1",
    ];

    private static IEnumerable<string> Metrics =>
        MetricCatalogue.Definitions.Select(d => d.Name).Where(
            name => MetricCatalogue.Parse(name).Family == MetricFamily.Bags).Concat(Variants);

    [Test]
    public void Every_bag_metric_has_the_bits_of_the_definition([ValueSource(nameof(Metrics))] string name, [Values(1, 2)] int threads)
    {
        using var engine = new CpuEngine(threads);
        var metric = MetricCatalogue.Parse(name);
        var seed = 0;
        foreach (var (rows, columns) in new[] { (1, 0), (9, 0), (41, 0), (2, 1), (7, 8), (5, 71) })
        {
            seed++;
            FastReference.Hold(engine, SmallProblems.Of(metric, seed, rows, columns), $"{name}, {rows} x {columns}, seed {seed}");
        }
    }

    [Test]
    public void A_row_alone_has_the_bits_of_the_definition([ValueSource(nameof(Metrics))] string name)
    {
        using var engine = new CpuEngine(1);
        using var definition = new ReferenceEngine();
        foreach (var (rows, columns, seed) in new[] { (9, 0, 11), (3, 71, 12) })
        {
            var problem = SmallProblems.Of(MetricCatalogue.Parse(name), seed, rows, columns);
            var wanted = new double[problem.Columns];
            var found = new double[problem.Columns];
            for (var row = 0; row < problem.Rows; row++)
            {
                definition.Utilities(problem, row, 1, wanted);
                engine.Utilities(problem, row, 1, found);
                Assert.That(
                    found.Select(BitConverter.DoubleToInt64Bits),
                    Is.EqualTo(wanted.Select(BitConverter.DoubleToInt64Bits)),
                    $"{name}, row {row}, seed {seed}");
            }
        }
    }

    [Test]
    public void Columns_round_the_ends_of_vectors_tiles_and_chunks(
        [Values("token-f1", "jaccard", "bleu")] string name, [Values(63, 64, 65, 511, 512, 513, 1023, 1024, 1025, 1600)] int columns)
    {
        using var engine = new CpuEngine(1);
        var problem = SmallProblems.Of(MetricCatalogue.Parse(name), columns, rows: 3, columns, longest: 20);
        FastReference.Hold(engine, problem, $"{name}, 3 x {columns} (distinct {problem.Rows} x {problem.Columns}), seed {columns}");
    }

    [Test]
    public void Rows_of_many_blocks_on_two_threads([Values("token-f1", "jaccard", "chrf")] string name)
    {
        using var engine = new CpuEngine(2);
        var problem = SmallProblems.Of(MetricCatalogue.Parse(name), seed: 5, rows: 700, columns: 2);
        FastReference.Hold(engine, problem, $"{name}, 700 x 2, seed 5");
    }

    [Test]
    public void Threads_that_want_the_same_tables_build_each_once()
    {
        var problem = SmallProblems.Of(MetricCatalogue.Parse("chrf++"), seed: 6, rows: 2, columns: 2500, longest: 6);
        using var tiles = new BagTiles(
            (BagFeatures)problem.Features, [.. Enumerable.Range(problem.FirstColumnItem, problem.Columns)], long.MaxValue);
        var count = (problem.Columns + BitPlanes.Columns - 1) / BitPlanes.Columns;
        var seen = new BagTile[8 * count][];
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, reader =>
        {
            for (var tile = 0; tile < count; tile++)
            {
                seen[reader * count + tile] = tiles.Rent(tile);
            }
        });
        for (var k = 0; k < seen.Length; k++)
        {
            Assert.That(seen[k], Is.EqualTo(seen[k % count]), $"tile {k % count}, seed 6");
        }
    }

    [Test]
    public void Copies_of_a_token_beyond_what_a_byte_counts([Values("token-f1", "jaccard", "bleu", "dice:sets=true")] string name)
    {
        int[] copies = [0, 1, 7, 8, 247, 248, 249, 254, 255, 256, 257, 496, 500, 3000, 70_000];
        Candidate[] candidates = [.. copies.Select(n => new Candidate(Repeat("x", n))), new(Repeat("x y", 300)), new(Repeat("y x x", 200))];
        var problem = ProblemEncoder.Encode(MetricCatalogue.Parse(name), candidates, longestCandidate: copies[^1]);
        using var engine = new CpuEngine(1);
        FastReference.Hold(engine, problem, name);
    }

    [Test]
    public void Bags_that_are_long_but_share_less_than_a_byte_counts()
    {
        var random = new Random(8);
        Candidate[] candidates =
        [
            .. Enumerable.Range(0, 4).Select(_ => new Candidate(Text(random, 900))),
            .. Enumerable.Range(0, 4).Select(_ => new Candidate(Text(random, 240))),
        ];
        var rows = ProblemEncoder.Encode(MetricCatalogue.Parse("jaccard"), candidates, [.. candidates.TakeLast(4)]);
        using var engine = new CpuEngine(1);
        FastReference.Hold(engine, rows, "rows of 900 tokens, columns of 240, seed 8");
    }

    [Test]
    public void Answers_without_tokens_agree_at_any_index([ValueSource(nameof(Metrics))] string name)
    {
        using var engine = new CpuEngine(1);
        Candidate[] empty = [""];
        Candidate[] mixed = ["", "the cat", "a", "dog, log", "?"];
        var metric = MetricCatalogue.Parse(name);
        FastReference.Hold(engine, ProblemEncoder.Encode(metric, empty), $"{name}, one empty answer");
        FastReference.Hold(engine, ProblemEncoder.Encode(metric, mixed), $"{name}, empty among others");
        FastReference.Hold(engine, ProblemEncoder.Encode(metric, mixed, empty), $"{name}, empty reference");
    }

    [Test]
    public void Tables_that_are_not_kept_give_the_same_scores()
    {
        var problem = SmallProblems.Of(MetricCatalogue.Parse("chrf++"), seed: 3, rows: 6, columns: 600);
        using var engine = new CpuEngine(1);
        var expected = new double[problem.Rows * problem.Columns];
        engine.Utilities(problem, 0, problem.Rows, expected);
        var kernel = new Unkept(problem);
        Assert.That(Agreement.Bits(((BagMetric)problem.Metric).Accept(kernel)), Is.EqualTo(Agreement.Bits(expected)), "seed 3");
    }

    [Test]
    public void Linear_sums_agree_when_classes_are_taken_block_by_block([Values(1, 2)] int threads, [Values] bool uniform)
    {
        var random = new Random(11);
        Candidate[] candidates = [.. Enumerable.Range(0, 120).Select(_ => new Candidate(Text(random, random.Next(90))))];
        var weights = uniform ? Weights.Uniform(120) : Weights.FromGiven([.. candidates.Select(_ => random.NextDouble())]);
        var problem = ProblemEncoder.Encode(MetricCatalogue.Parse("token-f1"), candidates, null, weights);
        using var reference = new ReferenceEngine();
        var sums = new double[problem.Rows];
        fixed (double* target = sums)
        {
            ((BagMetric)problem.Metric).Accept(new LinearBagSums(problem, target, threads, default, tableBytes: 1));
        }

        Assert.That(Agreement.Bits(sums), Is.EqualTo(Agreement.Bits(Agreement.Sums(reference, problem))), "seed 11");
    }

    private static string Repeat(string text, int count) => string.Join(' ', Enumerable.Repeat(text, count));

    private static string Text(Random random, int length) =>
        string.Join(' ', Enumerable.Range(0, length).Select(_ => $"w{random.Next(400)}"));

    private sealed class Unkept(EncodedProblem problem) : MetricVisitor<double[]>
    {
        public override double[] Visit<TScore>(BagMetric<TScore> metric)
        {
            using var kernel = new BagKernel<TScore>(
                metric.Formula, problem, [.. Enumerable.Range(problem.FirstColumnItem, problem.Columns)], tileMemory: 0);
            var utilities = new double[problem.Rows * problem.Columns];
            fixed (double* target = utilities)
            {
                Assert.That(kernel.ColumnsApart, Is.Positive.And.LessThan(problem.Columns), "a call may begin at the second table");
                for (var column = 0; column < problem.Columns; column += kernel.ColumnsApart)
                {
                    var count = Math.Min(kernel.ColumnsApart, problem.Columns - column);
                    kernel.Run(0, problem.Rows, column, count, new UtilitySink(target, problem.Columns), CancellationToken.None);
                }
            }

            return utilities;
        }
    }
}
