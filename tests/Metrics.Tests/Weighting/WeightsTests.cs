namespace Accelerated.Metrics.Tests.Weighting;

public sealed class WeightsTests
{
    [Test]
    public void Uniform_weights_are_one_over_n_exactly()
    {
        var weights = Weights.Uniform(3);

        Assert.That(weights.Units.ToArray(), Is.EqualTo(new[] { 1L, 1, 1 }));
        Assert.That(weights.Total, Is.EqualTo(3));
        Assert.That(weights[1], Is.EqualTo(1 / 3.0));
        Assert.That(weights.EffectiveSamples, Is.EqualTo(3).Within(1e-15));
    }

    [Test]
    public void Given_weights_are_divided_by_their_sum()
    {
        var weights = Weights.FromGiven([5, 2, 2, 1]);

        Assert.That(All(weights), Is.EqualTo(new[] { 0.5, 0.2, 0.2, 0.1 }).Within(1e-12));
    }

    [Test]
    public void Log_probabilities_become_the_softmax_of_the_worked_example()
    {
        var weights = Weights.FromLogProbabilities([-1, -2, -2.5, -3]);

        Assert.That(All(weights), Is.EqualTo(new[] { 0.579259, 0.213097, 0.129250, 0.078394 }).Within(6e-7));
        Assert.That(weights.EffectiveSamples, Is.EqualTo(2.476461).Within(5e-7));
    }

    [Test]
    public void The_maximum_is_subtracted_so_that_no_size_of_log_probability_overflows()
    {
        var near = All(Weights.FromLogProbabilities([-1, -2]));

        Assert.That(All(Weights.FromLogProbabilities([-100_001, -100_002])), Is.EqualTo(near));
        Assert.That(All(Weights.FromLogProbabilities([1e300, 0])), Is.EqualTo(new[] { 1.0, 0 }));
    }

    [TestCase(0.5)]
    [TestCase(2)]
    public void A_temperature_divides_the_log_probabilities(double temperature)
    {
        double[] powers = [Math.Exp(-1 / temperature), Math.Exp(-2 / temperature)];

        Assert.That(
            All(Weights.FromLogProbabilities([-1, -2], temperature)), Is.EqualTo(powers.Select(p => p / powers.Sum())).Within(1e-12));
    }

    [Test]
    public void An_impossible_reference_has_no_weight() =>
        Assert.That(All(Weights.FromLogProbabilities([double.NegativeInfinity, -5, -5])), Is.EqualTo(new[] { 0, 0.5, 0.5 }));

    [TestCase(double.NaN, "Reference 1 has log-probability NaN; it must be a number or -inf. Correct or leave it out.")]
    [TestCase(double.PositiveInfinity, "Reference 1 has log-probability Infinity; it must be a number or -inf. Correct or leave it out.")]
    public void Rejects_a_log_probability_that_is_NaN_or_infinite(double bad, string message) => Assert.That(
        () => Weights.FromLogProbabilities([-1, bad]),
        Throws.TypeOf<CandidateException>().With.Message.EqualTo(message).And.Property("Index").EqualTo(1));

    [Test]
    public void At_least_one_reference_must_be_possible() => Assert.That(
        () => Weights.FromLogProbabilities([double.NegativeInfinity, double.NegativeInfinity]),
        Throws.TypeOf<CandidateException>().With.Message.EqualTo(
            "All 2 log-probabilities are -inf; at least one reference must be possible. Correct them, or use uniform weights."));

    [TestCase(-0.5, "Reference 1 has weight -0.5; a weight must be a finite number of at least 0. Correct or leave it out.")]
    [TestCase(double.NaN, "Reference 1 has weight NaN; a weight must be a finite number of at least 0. Correct or leave it out.")]
    [TestCase(
        double.PositiveInfinity,
        "Reference 1 has weight Infinity; a weight must be a finite number of at least 0. Correct or leave it out.")]
    public void Rejects_a_weight_that_is_negative_or_not_finite(double bad, string message) => Assert.That(
        () => Weights.FromGiven([1, bad]),
        Throws.TypeOf<CandidateException>().With.Message.EqualTo(message).And.Property("Index").EqualTo(1));

    [Test]
    public void Not_all_weights_may_be_zero() => Assert.That(
        () => Weights.FromGiven([0, 0]),
        Throws.TypeOf<CandidateException>().With.Message.EqualTo(
            "All 2 weights are 0; at least one must be positive. Give weights, or use uniform ones."));

    [Test]
    public void No_reference_is_an_error_of_every_kind_of_weight()
    {
        const string message = "The list of references is empty; at least one must vote. Give references, or candidates to serve as such.";
        Assert.That(() => Weights.Uniform(0), Throws.TypeOf<CandidateException>().With.Message.EqualTo(message));
        Assert.That(() => Weights.FromGiven([]), Throws.TypeOf<CandidateException>().With.Message.EqualTo(message));
        Assert.That(() => Weights.FromLogProbabilities([]), Throws.TypeOf<CandidateException>().With.Message.EqualTo(message));
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    public void Rejects_a_temperature_that_is_not_positive_and_finite(double temperature) => Assert.That(
        () => Weights.FromLogProbabilities([-1], temperature),
        Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains(
            "A temperature must be positive and finite; 1 leaves the distribution as it is."));

    [Test]
    public void Huge_and_tiny_weights_keep_their_proportions()
    {
        Assert.That(All(Weights.FromGiven([double.MaxValue, double.MaxValue])), Is.EqualTo(new[] { 0.5, 0.5 }));
        Assert.That(All(Weights.FromGiven([double.Epsilon, 3 * double.Epsilon])), Is.EqualTo(new[] { 0.25, 0.75 }));
        Assert.That(All(Weights.FromGiven([1e-300, 1e300])), Is.EqualTo(new[] { 0.0, 1 }).Within(1e-12));
    }

    [Test]
    public void No_weight_above_zero_is_dropped_however_small_beside_the_others()
    {
        var units = Weights.FromGiven([1e-320, 0, 1e300, double.Epsilon]).Units.ToArray();
        Assert.That(units, Is.EqualTo(new[] { 1, 0, Weights.LargestTotal, 1 }));
    }

    [Test]
    public void Units_sum_to_the_total_and_are_within_one_of_the_exact_weight()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var given = Enumerable.Range(0, random.Next(1, 300)).Select(
                _ => random.Next(4) == 0 ? 0 : Math.Exp(20 * random.NextDouble() - 10)).ToArray();
            given[0] += 1e-4;

            var weights = Weights.FromGiven(given);

            var isExact = weights.Total < Weights.LargestTotal / 2;
            var tolerance = isExact ? 1e-6 : 1.001 + Math.Abs(weights.Total - Weights.LargestTotal);
            Assert.That(weights.Total, Is.LessThanOrEqualTo(Weights.LargestTotal + given.Length), $"seed {seed}");
            Assert.That(weights.Units.ToArray().Sum(), Is.EqualTo(weights.Total), $"seed {seed}");
            var sum = given.Sum(w => (decimal)w);
            for (var k = 0; k < given.Length; k++)
            {
                Assert.That(
                    (double)weights.Units[k],
                    Is.EqualTo((double)((decimal)given[k] / sum * weights.Total)).Within(tolerance),
                    $"seed {seed}, reference {k}");
                Assert.That(weights.Units[k] == 0 || given[k] > 0, $"seed {seed}, reference {k} has no weight and got some");
            }
        }
    }

    [Test]
    public void Equal_weights_have_equal_units_however_they_are_made()
    {
        double[] third = [1 / 3.0, 2 / 3.0, 1 / 3.0, 1 / 3.0];
        Assert.That(Weights.FromGiven([7, 7, 7]).Units.ToArray(), Is.EqualTo(new[] { 1L, 1, 1 }));
        Assert.That(Weights.FromGiven(third).Units.ToArray().Where((_, k) => k != 1).Distinct().Count(), Is.EqualTo(1));
        Assert.That(Weights.FromLogProbabilities([-1, -1, -1]).Units.ToArray().Distinct().Count(), Is.EqualTo(1));
    }

    [TestCase(new[] { .1, .2, .3 }, new[] { 1L, 2, 3 })]
    [TestCase(new[] { .5, .25, .125 }, new[] { 4L, 2, 1 })]
    [TestCase(new[] { 1e-7, 2e-7 }, new[] { 1L, 2 })]
    [TestCase(new[] { -0.0, .5, .5 }, new[] { 0L, 1, 1 })]
    [TestCase(new[] { 1.5, 0, 300 }, new[] { 1L, 0, 200 })]
    public void Given_weights_count_as_they_are_written(double[] given, long[] units) =>
        Assert.That(Weights.FromGiven(given).Units.ToArray(), Is.EqualTo(units));

    [Test]
    public void A_given_weight_above_zero_is_never_dropped() =>
        Assert.That(Weights.FromGiven([1, 1e-13, 0]).Units.ToArray(), Is.EqualTo(new[] { 1L << 40, 1, 0 }));

    [Test]
    public void References_left_out_give_their_share_to_the_others()
    {
        var kept = Weights.FromGiven([5, 2, 2, 1]).Keep([false, true, true, true]);

        Assert.That(All(kept), Is.EqualTo(new[] { 0, 0.4, 0.4, 0.2 }).Within(1e-11));
        Assert.That(kept.Units.ToArray().Sum(), Is.EqualTo(kept.Total));
        Assert.That(All(Weights.Uniform(3).Keep([true, false, true])), Is.EqualTo(new[] { 0.5, 0, 0.5 }));
    }

    [Test]
    public void Rejects_a_selection_of_references_without_weight()
    {
        Assert.That(() => Weights.FromGiven([1, 0]).Keep([false, true]), Throws.TypeOf<CandidateException>().With.Message.EqualTo(
            "No reference that the metric can read has a positive weight. Correct the references, or use another metric."));
        Assert.That(() => Weights.Uniform(2).Keep([true]), Throws.ArgumentException
            .With.Message.StartsWith("There are 1 flags for 2 references; give one each."));
    }

    [Test]
    public void The_effective_sample_size_is_one_where_one_reference_has_all_the_weight() =>
        Assert.That(Weights.FromGiven([0, 7, 0]).EffectiveSamples, Is.EqualTo(1));

    private static double[] All(Weights weights) => [.. Enumerable.Range(0, weights.Count).Select(k => weights[k])];
}
