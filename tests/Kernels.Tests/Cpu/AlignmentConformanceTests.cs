using Accelerated.Kernels.Cpu;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests.Cpu;

public sealed class AlignmentConformanceTests
{
    // One metric a statistic.
    private static readonly string[] Statistics = ["levenshtein-tokens", "osa", "indel"];

    private static IEnumerable<string> Names =>
        MetricCatalogue.Definitions.Select(d => d.Name).Where(name => MetricCatalogue.Parse(name).Family == MetricFamily.Alignments);

    [Test]
    public void Every_alignment_metric_has_the_bits_of_the_definition([ValueSource(nameof(Names))] string name, [Values(1, 2)] int threads)
    {
        using var engine = new CpuEngine(threads);
        var seed = 0;
        foreach (var (rows, columns) in new[] { (1, 0), (9, 0), (33, 0), (2, 1), (7, 8), (3, 71) })
        {
            seed++;
            FastReference.Hold(
                engine, Sequences.Problem(name, seed, rows, columns, 0, 130), $"{name}, {rows} x {columns}, lengths 0..130, seed {seed}");
        }
    }

    [Test]
    public void Lengths_round_the_ends_of_lanes_and_words(
        [ValueSource(nameof(Statistics))] string name,
        [Values(15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129, 191, 192, 193, 256, 257, 384, 385)] int longest)
    {
        using var engine = new CpuEngine(1);
        FastReference.Hold(
            engine,
            Sequences.Problem(name, longest, 4, 37, Math.Max(0, longest - 3), longest),
            $"{name}, lengths to {longest}, seed {longest}");
    }

    // How many registers run side by side depends on how many columns there are, and the last few have their own.
    [Test]
    public void Columns_of_every_number_of_registers(
        [ValueSource(nameof(Statistics))] string name,
        [Values(16, 32, 64, 128, 256)] int longest,
        [Values(1, 8, 9, 16, 17, 32, 33, 40, 41, 48, 49, 65, 80, 129)] int columns)
    {
        using var engine = new CpuEngine(1);
        FastReference.Hold(
            engine,
            Sequences.Problem(name, columns, 5, columns, longest / 2 + 1, longest),
            $"{name}, {columns} columns, lengths to {longest}, seed {columns}");
    }

    [Test]
    public void Texts_and_patterns_of_very_different_lengths([ValueSource(nameof(Statistics))] string name)
    {
        using var engine = new CpuEngine(1);
        FastReference.Hold(
            engine, Sequences.Problem(name, 1, 3, 9, 900, 1100, shortestColumn: 0, longestColumn: 20), $"{name}, long rows, seed 1");
        FastReference.Hold(
            engine, Sequences.Problem(name, 2, 5, 9, 0, 20, shortestColumn: 900, longestColumn: 1100), $"{name}, long columns, seed 2");
    }

    [Test]
    public void Texts_shorter_than_the_words_of_the_patterns(
        [ValueSource(nameof(Statistics))] string name,
        [Values(0, 1, 2, 3, 4)] int length,
        [Values(129, 193, 256, 257, 321, 385, 449, 600)] int longest)
    {
        using var engine = new CpuEngine(1);
        FastReference.Hold(
            engine,
            Sequences.Problem(name, longest, 3, 19, length, length, longest - 1, longest),
            $"{name}, texts of {length}, patterns to {longest}, seed {longest}");
    }

    [Test]
    public void Patterns_of_every_number_of_words([ValueSource(nameof(Statistics))] string name, [Range(3, 14)] int words)
    {
        using var engine = new CpuEngine(1);
        FastReference.Hold(
            engine, Sequences.Problem(name, words, 5, 9, 100, 300, 64 * words - 63, 64 * words), $"{name}, {words} words, seed {words}");
        FastReference.Hold(
            engine, Sequences.Problem(name, words, 3, 19, 0, 64 * words, 0, 64 * words), $"{name}, up to {words} words, seed {words}");
    }

    [Test]
    public void Few_long_texts_shared_by_threads([ValueSource(nameof(Statistics))] string name, [Values(0, 37)] int columns)
    {
        using var engine = new CpuEngine(3);
        FastReference.Hold(engine, Sequences.Problem(name, 8, 40, columns, 0, 400), $"{name}, 40 x {columns}, lengths to 400, seed 8");
    }

    [Test]
    public void More_tokens_than_carries_are_kept([ValueSource(nameof(Statistics))] string name)
    {
        using var engine = new CpuEngine(1);
        FastReference.Hold(engine, Sequences.Problem(name, 6, 300, 3, 480, 520, 257, 300), $"{name}, 300 texts of 500 tokens, seed 6");
        FastReference.Hold(
            engine, Sequences.Problem(name, 7, 1, 2, 132_000, 132_000, 257, 260), $"{name}, one text of 132,000 tokens, seed 7");
    }

    [Test]
    public void Swaps_at_the_ends_of_words([Values(62, 63, 64, 126, 127, 128, 255)] int index)
    {
        var random = new Random(index);
        int[] tokens = [.. Enumerable.Range(0, 300).Select(_ => random.Next(500))];
        var swapped = (int[])tokens.Clone();
        (swapped[index], swapped[index + 1]) = (swapped[index + 1], swapped[index]);
        Candidate[] answers = [Text(tokens), Text(swapped)];
        var problem = ProblemEncoder.Encode(MetricCatalogue.Parse("osa"), answers);
        using var engine = new CpuEngine(1);
        var matrix = new float[4];
        engine.Matrix(problem, 0, 2, matrix);
        Assert.That(matrix, Is.EqualTo(new[] { 0f, 1f, 1f, 0f }));

        static Candidate Text(int[] tokens) => new(string.Concat(tokens.Select(token => (char)('\u4e00' + token))));
    }

    [Test]
    public void A_text_whose_scores_single_precision_might_not_hold([Values("levenshtein-tokens", "indel")] string name)
    {
        var random = new Random(11);
        var problem = ProblemEncoder.Encode(
            MetricCatalogue.Parse(name),
            [Sequences.Candidate(random, WholeSumScore.LongestText + 1, 9) with { Text = new string('a', WholeSumScore.LongestText + 1) }],
            [Sequences.Candidate(random, 7, 9), Sequences.Candidate(random, 64, 9)],
            longestCandidate: int.MaxValue);
        using var engine = new CpuEngine(1);
        FastReference.Hold(engine, problem, $"{name}, seed 11");
    }

    [TestCaseSource(nameof(Names))]
    public void A_whole_sum_is_what_its_factors_say(string name) =>
        ((AlignmentMetric)MetricCatalogue.Parse(name)).Accept(new FactorCheck());

    [Test]
    public void Thousands_of_tokens()
    {
        using var engine = new CpuEngine(1);
        FastReference.Hold(engine, Sequences.Problem("levenshtein-tokens", 3, 2, 3, 2500, 3000), "2,500 to 3,000 tokens, seed 3");
    }

    [Test]
    public void Columns_that_change_the_width_of_lanes_again_and_again(
        [ValueSource(nameof(Statistics))] string name, [Values(1, 2)] int threads)
    {
        using var engine = new CpuEngine(threads);
        var random = new Random(4);
        Candidate[] candidates =
        [
            .. Enumerable.Range(0, 330).Select(
                k => Sequences.Candidate(random, random.Next((k / 45 % 4) switch { 0 => 10, 1 => 16, 2 => 30, _ => 60 }) + 1, 12)),
        ];
        FastReference.Hold(
            engine, ProblemEncoder.Encode(MetricCatalogue.Parse(name), [.. candidates.Take(5)], candidates), $"{name}, seed 4");
    }

    [Test]
    public void Alphabets_beyond_sixteen_bits([ValueSource(nameof(Statistics))] string name)
    {
        using var engine = new CpuEngine(1);
        var candidates = Enumerable.Range(0, 1100)
            .Select(i => new Candidate(string.Concat(Enumerable.Range(i * 61, 64).Select(k => char.ConvertFromUtf32(0x20000 + k % 70_000))))
            {
                Tokens = [.. Enumerable.Range(i * 61, 64)],
            })
            .ToArray();
        var problem = ProblemEncoder.Encode(MetricCatalogue.Parse(name), [.. candidates.TakeLast(2)], candidates);
        Assert.That(((SequenceFeatures)problem.Features).AlphabetSize, Is.GreaterThan(ushort.MaxValue));
        FastReference.Hold(engine, problem, name);
    }

    [Test]
    public void Tokens_that_are_all_different(
        [ValueSource(nameof(Statistics))] string name, [Values(16, 32, 64)] int length, [Values(1, 33, 128)] int columns)
    {
        using var engine = new CpuEngine(1);
        var candidates = Enumerable.Range(0, columns)
            .Select(i => Enumerable.Range(i * length, length).ToArray())
            .Select(ids => new Candidate(string.Concat(ids.Select(id => char.ConvertFromUtf32(0x20000 + id)))) { Tokens = ids }).ToArray();
        var problem = ProblemEncoder.Encode(MetricCatalogue.Parse(name), [.. candidates.TakeLast(3)], candidates);
        Assert.That(((SequenceFeatures)problem.Features).AlphabetSize, Is.EqualTo(columns * length));
        FastReference.Hold(engine, problem, $"{name}, {columns} times {length}");
    }

    [Test]
    public void Half_a_matrix_and_its_mirror_image_are_the_whole(
        [Values(1, 2, 7, 8, 9, 127, 128, 129, 300, 1030)] int size, [Values(1, 2)] int threads)
    {
        var problem = Sequences.Problem("levenshtein-tokens", size, size, 0, 4, 20);
        Assume.That(problem.HasIdentityRows, "distinct by their seed");
        using var engine = new CpuEngine(threads);
        var half = new float[size * size];
        engine.Matrix(problem, 0, size, half);
        var whole = new double[size * size];
        engine.Utilities(problem, 0, size, whole);
        Assert.That(half, Is.EqualTo(Array.ConvertAll(whole, value => (float)value)), $"seed {size}");
    }

    [Test]
    public void A_cancelled_job_stops([Values(1, 2)] int threads)
    {
        using var engine = new CpuEngine(threads);
        using var source = new CancellationTokenSource();
        var problem = Sequences.Problem("levenshtein-tokens", 5, 100, 0, 4, 20);
        source.Cancel();
        Assert.That(
            () => engine.WeightedSums(problem, new double[problem.Rows], source.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    // All of it is one block of rows and one chunk of columns, and many seconds of work.
    [Test]
    public void Cancellation_stops_long_sequences_in_the_middle_of_a_block()
    {
        var random = new Random(21);
        Candidate[] candidates =
        [
            .. Enumerable.Range(0, 600).Select(
                _ => new Candidate(string.Concat(Enumerable.Range(0, 1600).Select(_ => (char)('a' + random.Next(4)))))),
        ];
        var problem = ProblemEncoder.Encode(MetricCatalogue.Parse("osa"), candidates);
        using var engine = new CpuEngine(1);
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        Assert.That(
            () => engine.WeightedSums(problem, new double[problem.Rows], source.Token),
            Throws.InstanceOf<OperationCanceledException>(),
            "seed 21");
    }

    [Test]
    public void Problems_of_a_batch_are_as_they_are_alone([Values(1, 2)] int threads)
    {
        using var engine = new CpuEngine(threads);
        using var reference = new ReferenceEngine();
        var problems = Enumerable.Range(0, 40).Select(seed => Sequences.Problem(Statistics[seed % 3], seed, 1 + seed, 0, 0, 40)).ToArray();
        var sums = problems.Select(problem => new double[problem.Rows]).ToArray();
        engine.WeightedSums(problems, sums);
        for (var i = 0; i < problems.Length; i++)
        {
            Assert.That(Agreement.Bits(sums[i]), Is.EqualTo(Agreement.Bits(Agreement.Sums(reference, problems[i]))), $"seed {i}");
        }
    }

    private sealed class FactorCheck : MetricVisitor<int>
    {
        public override int Visit<TScore>(AlignmentMetric<TScore> metric)
        {
            var score = metric.Formula;
            if (!TScore.IsWholeSum)
            {
                return 0;
            }

            var factors = WholeSumScore.Of(score);
            float[] all = [factors.Statistic, factors.OfHypothesis(1), factors.OfReference(1)];
            Assert.That(all, Is.All.Matches<float>(factor => float.IsInteger(factor) && Math.Abs(factor) <= 4));
            for (var statistic = 0; statistic <= 40; statistic += 5)
            {
                for (var hypothesis = 0; hypothesis <= 40; hypothesis += 8)
                {
                    for (var reference = 0; reference <= 40; reference += 8)
                    {
                        Assert.That(
                            score.Score(Real.Of(statistic), Real.Of(hypothesis), Real.Of(reference)).Value,
                            Is.EqualTo(factors.Statistic * statistic + factors.OfHypothesis(hypothesis) + factors.OfReference(reference)));
                    }
                }
            }

            return 1;
        }
    }
}
