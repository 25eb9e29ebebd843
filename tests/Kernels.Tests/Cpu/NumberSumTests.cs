using System.Globalization;
using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests.Cpu;

/// <summary>Sums of number metrics without pairs against the definition by pairs.</summary>
public sealed class NumberSumTests
{
    private static readonly string[] Metrics = ["squared-error", "absolute-error", "pinball:tau=0.3", "huber:delta=0.7", "huber:delta=50"];

    [Test]
    public void Sums_agree_with_those_over_pairs_to_twelve_digits(
        [ValueSource(nameof(Metrics))] string name, [Values(0, 1e3, -1e9, 1e12)] double offset)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var problem = Problem(name, seed, offset);
            Assert.That(((NumberMetric)problem.Metric).Risk, Is.Not.Null, name);
            using var reference = new ReferenceEngine();
            var pairs = new double[problem.Rows];
            reference.SumRows(problem, pairs, CancellationToken.None);
            var sums = Agreement.Sums(reference, problem);
            for (var i = 0; i < sums.Length; i++)
            {
                Assert.That(sums[i], Is.EqualTo(pairs[i]).Within(1e-12 * pairs[i]), $"{name}, offset {offset}, seed {seed}, row {i}");
            }
        }
    }

    [Test]
    public void A_sum_does_not_depend_on_the_other_answers_or_on_the_batch([ValueSource(nameof(Metrics))] string name)
    {
        using var engine = new CpuEngine(1);
        var random = new Random(3);
        Candidate[] references = [.. Enumerable.Range(0, 60).Select(_ => Number(random, 0))];
        Candidate[] answers = [.. Enumerable.Range(0, 40).Select(_ => Number(random, 0)), references[5]];
        var metric = MetricCatalogue.Parse(name);
        var together = ProblemEncoder.Encode(metric, answers, references);
        var sums = Agreement.Sums(engine, together);
        EncodedProblem[] alone = [.. answers.Select(answer => ProblemEncoder.Encode(metric, [answer], references))];
        EncodedProblem[] batch = [.. alone.SelectMany(problem => new[] { problem, Sequences.Problem("osa", 1, 5, 0, 1, 9) })];
        double[][] batchSums = [.. batch.Select(problem => new double[problem.Rows])];
        engine.WeightedSums(batch, batchSums);
        for (var i = 0; i < answers.Length; i++)
        {
            Assert.That(batchSums[2 * i], Is.EqualTo(new[] { sums[together.RowOf[i]] }), $"{name}, answer {i}, seed 3");
            Assert.That(batchSums[2 * i + 1], Is.EqualTo(Agreement.Sums(engine, batch[1])), "a problem by pairs in the same batch");
        }
    }

    [Test]
    public void Losses_beyond_a_double_are_those_of_the_pairs([ValueSource(nameof(Metrics))] string name)
    {
        using var reference = new ReferenceEngine();
        var problem = ProblemEncoder.Encode(
            MetricCatalogue.Parse(name), ["1.7e308", "-1.7e308", "0"], weights: Weights.FromGiven([9, 1, 1]));
        var pairs = new double[problem.Rows];
        reference.SumRows(problem, pairs, CancellationToken.None);
        Assert.That(Agreement.Sums(reference, problem), Is.EqualTo(pairs));
    }

    private static EncodedProblem Problem(string name, int seed, double offset)
    {
        var random = new Random(seed);
        Candidate[] candidates = [.. Enumerable.Range(0, random.Next(1, 60)).Select(_ => Number(random, offset))];
        Candidate[]? references = seed % 2 == 0 ? null : [.. Enumerable.Range(0, random.Next(1, 90)).Select(_ => Number(random, offset))];
        var weights = Enumerable.Range(0, (references ?? candidates).Length).Select(_ => random.NextDouble()).ToArray();
        return ProblemEncoder.Encode(MetricCatalogue.Parse(name), candidates, references, Weights.FromGiven(weights));
    }

    // A third are whole, so that there are duplicates.
    private static Candidate Number(Random random, double offset) =>
        (offset + (random.Next(3) == 0 ? random.Next(10) : 20 * random.NextDouble())).ToString("R", CultureInfo.InvariantCulture);
}
