using Accelerated.Kernels.Gpu;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests.Gpu;

/// <summary>What the kernels must do on any device; the reference's bits are the measure.</summary>
[NonParallelizable]
public abstract class DeviceConformance
{
    private GpuEngine _engine = null!;

    private static IEnumerable<string> Names => MetricCatalogue.Definitions.Select(definition => definition.Name);

    [OneTimeSetUp]
    public void Open() => _engine = Create();

    [OneTimeTearDown]
    public void Close() => _engine?.Dispose();

    /// <summary>Opens the device, or ignores the tests with the reason why there is none.</summary>
    protected abstract GpuEngine Create();

    [TestCaseSource(nameof(Names))]
    public void Every_metric_has_the_bits_of_the_reference(string name)
    {
        var metric = MetricCatalogue.Parse(name);
        FastReference.Hold(_engine, SmallProblems.Of(metric, 1, 37), "seed 1, 37 candidates");
        FastReference.Hold(_engine, SmallProblems.Of(metric, 2, 9, 70), "seed 2, 9 candidates, 70 references");
        FastReference.Hold(_engine, SmallProblems.Of(metric, 3, 1), "seed 3, one candidate");
    }

    [TestCase("log-cosh")]
    [TestCase("levenshtein-tokens")]
    [TestCase("jaccard")]
    [TestCase("token-f1")]
    public void Rows_longer_than_a_chunk_add_their_chunks_in_order(string name) => FastReference.Hold(
        _engine, SmallProblems.Of(MetricCatalogue.Parse(name), 4, 3, 2100), "seed 4, 3 candidates, 2,100 references");

    [TestCase("levenshtein-tokens")]
    [TestCase("osa")]
    [TestCase("indel")]
    public void Patterns_of_one_two_four_and_more_words_have_the_bits_of_the_reference(string name)
    {
        var metric = MetricCatalogue.Parse(name);
        foreach (var longest in (int[])[63, 64, 65, 127, 128, 129, 255, 256, 257, 600])
        {
            FastReference.Hold(_engine, Long(metric, longest, 900), $"seed {longest}, longest {longest}");
        }
    }

    // Tables of so few rows that they fit a group's shared memory, at a length that has no kernel there.
    [TestCase("levenshtein-tokens")]
    [TestCase("osa")]
    [TestCase("indel")]
    public void Patterns_of_few_tokens_have_the_bits_of_the_reference(string name)
    {
        var metric = MetricCatalogue.Parse(name);
        foreach (var longest in (int[])[64, 256, 257, 1100])
        {
            foreach (var alphabet in (int[])[1, 4, 14])
            {
                FastReference.Hold(_engine, Long(metric, longest, alphabet), $"seed {longest}, longest {longest}, {alphabet} tokens");
            }
        }
    }

    [Test]
    public void A_user_metric_has_the_bits_of_the_reference()
    {
        var metric = PrefixScore.Metric(0.125);
        FastReference.Hold(_engine, SmallProblems.Of(metric, 5, 21, 40), "seed 5, 21 candidates, 40 references");
    }

    [Test]
    public void A_user_dynamic_programme_has_the_bits_of_the_reference()
    {
        FastReference.Hold(_engine, SmallProblems.Of(WarpingScore.Metric, 16, 37, longest: 30), "seed 16, 37 candidates");
        FastReference.Hold(_engine, SmallProblems.Of(WarpingScore.Metric, 17, 9, 70), "seed 17, 9 candidates, 70 references");
    }

    [Test]
    public void A_users_logarithms_and_exponentials_have_the_bits_of_the_reference() =>
        FastReference.Hold(_engine, SmallProblems.Of(ElementaryScore.Metric, 20, 9, 70), "seed 20, 9 candidates, 70 references");

    [Test]
    public void Sixty_classes_of_sizes_are_added_in_ascending_order() => FastReference.Hold(
        _engine, SmallProblems.Of(MetricCatalogue.Parse("token-f1"), 6, 20, 120, longest: 70), "seed 6, 20 candidates, 120 references");

    [TestCase("jaccard")]
    [TestCase("chrf++")]
    [TestCase("bleu")]
    public void Bags_beyond_the_counters_planes_have_the_bits_of_the_reference(string name) => FastReference.Hold(
        _engine, SmallProblems.Of(MetricCatalogue.Parse(name), 12, 6, 35, longest: 400), "seed 12, bags of up to 400 tokens");

    // From one column more than whole strips to more than a chunk, and bags that end at every index modulo eight.
    [TestCase("token-f1", 33)]
    [TestCase("dice", 290)]
    [TestCase("jaccard", 700)]
    [TestCase("overlap", 1057)]
    [TestCase("chrf", 290)]
    public void Strips_beside_each_other_have_the_bits_of_the_reference(string name, int references)
    {
        var metric = MetricCatalogue.Parse(name);
        FastReference.Hold(
            _engine, SmallProblems.Of(metric, 13, 18, references, longest: 20), $"seed 13, 18 candidates, {references} references");
    }

    [TestCase("levenshtein-tokens")]
    [TestCase("token-f1")]
    [TestCase("chrf")]
    [TestCase("cosine")]
    [TestCase("squared-error")]
    public void A_ragged_batch_has_the_sums_of_its_problems(string name)
    {
        var metric = MetricCatalogue.Parse(name);
        var other = MetricCatalogue.Parse("levenshtein-tokens");
        int[] rows = [1, 8, 2, 40, 3, 64, 5];
        EncodedProblem[] problems =
        [
            .. rows.Select((count, i) => SmallProblems.Of(metric, 10 + i, count, i % 3 == 0 ? 0 : 10 * i, longest: i == 3 ? 90 : 8)),
            SmallProblems.Of(other, 20, 4),
        ];
        var sums = Array.ConvertAll(problems, problem => new double[problem.Rows]);
        _engine.WeightedSums(problems, sums);
        using var reference = new ReferenceEngine();
        for (var i = 0; i < problems.Length; i++)
        {
            Assert.That(
                Agreement.Bits(sums[i]), Is.EqualTo(Agreement.Bits(Agreement.Sums(reference, problems[i]))), $"problem {i}, seed {10 + i}");
        }
    }

    [TestCase("levenshtein-tokens")]
    [TestCase("osa")]
    [TestCase("jaccard")]
    [TestCase("token-f1")]
    [TestCase("bleu")]
    public void A_batch_may_end_with_an_empty_text_alone(string name)
    {
        var metric = MetricCatalogue.Parse(name);
        var empty = ProblemEncoder.Encode(metric, [new Candidate("") { Tokens = [] }]);
        FastReference.Hold(_engine, empty, "an empty text alone");
        EncodedProblem[] problems = [empty, SmallProblems.Of(metric, 14, 7), empty];
        var sums = Array.ConvertAll(problems, problem => new double[problem.Rows]);
        _engine.WeightedSums(problems, sums);
        using var reference = new ReferenceEngine();
        for (var i = 0; i < problems.Length; i++)
        {
            Assert.That(
                Agreement.Bits(sums[i]), Is.EqualTo(Agreement.Bits(Agreement.Sums(reference, problems[i]))), $"problem {i}, seed 14");
        }
    }

    // Bigrams of texts of one word: no symbols at all, in more than one strip.
    [TestCase(33)]
    [TestCase(80)]
    public void Strips_without_symbols_have_the_bits_of_the_reference(int count)
    {
        var problem = ProblemEncoder.Encode(
            MetricCatalogue.Parse("rouge-2"), [.. Enumerable.Range(0, count).Select(i => new Candidate($"w{i}"))]);
        FastReference.Hold(_engine, problem, $"{count} candidates of one word");
    }

    [Test]
    public void Some_rows_of_a_matrix_are_those_rows()
    {
        var problem = SmallProblems.Of(MetricCatalogue.Parse("levenshtein-tokens"), 7, 20, 50);
        using var reference = new ReferenceEngine();
        var expected = new double[7 * problem.Columns];
        var actual = new double[7 * problem.Columns];
        reference.Utilities(problem, 5, 7, expected);
        _engine.Utilities(problem, 5, 7, actual);
        Assert.That(Agreement.Bits(actual), Is.EqualTo(Agreement.Bits(expected)));
    }

    [Test]
    public void Cancellation_leaves_the_engine_usable()
    {
        var problem = SmallProblems.Of(MetricCatalogue.Parse("levenshtein"), 8, 40);
        using var source = new CancellationTokenSource();
        source.Cancel();
        var cancelled = source.Token;
        Assert.That(
            () => _engine.WeightedSums(problem, new double[problem.Rows], cancelled), Throws.InstanceOf<OperationCanceledException>());
        FastReference.Hold(_engine, problem, "seed 8, after a cancellation");
    }

    [Test]
    public void Warming_up_runs_every_kernel_of_a_metric() =>
        Assert.That(() => _engine.WarmUp(SmallProblems.Of(MetricCatalogue.Parse("bleu"), 11, 3)), Throws.Nothing);

    [Test]
    public void Callers_on_several_threads_take_turns()
    {
        var metric = MetricCatalogue.Parse("levenshtein-tokens");
        using var reference = new ReferenceEngine();
        Parallel.For(0, 4, i =>
        {
            var problem = SmallProblems.Of(metric, 30 + i, 5 + i);
            Assert.That(
                Agreement.Bits(Agreement.Sums(_engine, problem)),
                Is.EqualTo(Agreement.Bits(Agreement.Sums(reference, problem))),
                $"seed {30 + i}");
        });
    }

    // A few sequences of about the length, one empty, one of a single token, over at most four tokens and over an alphabet; and the last
    // with the neighbours on both sides of each word's end swapped, which hangs on what a word hands to the next.
    private static EncodedProblem Long(Metric metric, int length, int alphabet)
    {
        var random = new Random(length);
        int[] lengths = [length, length - 1, 0, 1, length / 2, length];
        var sequences = lengths.Select(
            (count, i) =>
                Enumerable.Range(0, count).Select(_ => random.Next(i % 2 == 0 ? Math.Min(4, alphabet) : alphabet)).ToArray()).ToList();
        int[] swapped = [.. sequences[^1]];
        for (var end = 64; end < length; end += 64)
        {
            (swapped[end - 1], swapped[end]) = (swapped[end], swapped[end - 1]);
        }

        sequences.Add(swapped);
        return ProblemEncoder.Encode(metric, [.. sequences.Select(tokens =>
            new Candidate(string.Concat(tokens.Select(token => char.ConvertFromUtf32(0x4E00 + token)))) { Tokens = tokens })]);
    }
}
