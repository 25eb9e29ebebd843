namespace Accelerated.Metrics.Tests.Decisions;

public sealed class NumberRuleTests
{
    private static readonly double[] Five = [1, 2, 2, 4, 11];
    private static readonly double[] Ones = [1, 1, 1, 1, 1];

    [TestCase(new[] { 1e16, -1e16, 0, 5 }, 1.25)]
    [TestCase(new[] { -1e16, 0, 5, 1e16 }, 1.25)]
    [TestCase(new[] { 5, 1e16, 0, -1e16 }, 1.25)]
    [TestCase(new[] { 1e9, 0.1, -1e9, 0.2 }, 0.075)]
    [TestCase(new[] { 0.2, 1e9, 0.1, -1e9 }, 0.075)]
    [TestCase(new[] { 1e308, 1e308, 1e308 }, 1e308)]
    [TestCase(new[] { 5e-324, 5e-324 }, 5e-324)]
    [TestCase(new[] { 0.0, -0.0 }, 0)]
    public void The_mean_does_not_depend_on_the_order(double[] values, double mean) =>
        Assert.That(new MeanRule().Minimise(values, [.. values.Select(_ => 1.0)]), Is.EqualTo(mean).Within(1).Ulps);

    [Test]
    public void The_squared_error_is_least_at_the_mean() => Assert.That(new MeanRule().Minimise(Five, Ones), Is.EqualTo(4));

    [Test]
    public void The_mean_of_equal_numbers_is_that_number() =>
        Assert.That(new MeanRule().Minimise([0.1, 0.1, 0.1], [0.3, 0.3, 0.4]), Is.EqualTo(0.1));

    [Test]
    public void The_mean_of_large_numbers_keeps_their_last_digits() =>
        Assert.That(new MeanRule().Minimise([1e15 + 1, 1e15 + 2, 1e15 + 6], [1, 1, 1]), Is.EqualTo(1e15 + 3));

    [Test]
    public void The_absolute_error_is_least_at_the_median() => Assert.That(QuantileRule.Median().Minimise(Five, Ones), Is.EqualTo(2));

    [TestCase(nameof(Interval.Lower), 2)]
    [TestCase(nameof(Interval.Midpoint), 2.5)]
    [TestCase(nameof(Interval.Upper), 3)]
    public void An_even_number_of_samples_has_an_interval_of_medians(string interval, double expected) =>
        Assert.That(QuantileRule.Median(Enum.Parse<Interval>(interval)).Minimise([4, 1, 3, 2], [1, 1, 1, 1]), Is.EqualTo(expected));

    [TestCase(nameof(Interval.Lower), 2)]
    [TestCase(nameof(Interval.Midpoint), 6)]
    [TestCase(nameof(Interval.Upper), 10)]
    public void Weights_that_reach_one_half_exactly_give_an_interval(string interval, double expected)
    {
        Assert.That(QuantileRule.Median(Enum.Parse<Interval>(interval)).Minimise([1, 2, 10], [0.2, 0.3, 0.5]), Is.EqualTo(expected));
        var units = Weights.FromGiven([0.2, 0.3, 0.5]).Units;
        Assert.That(
            QuantileRule.Median(Enum.Parse<Interval>(interval)).Minimise([1, 2, 10], [units[0], units[1], units[2]]),
            Is.EqualTo(expected),
            "in fixed point");
    }

    [Test]
    public void A_weight_past_one_half_is_the_median() =>
        Assert.That(QuantileRule.Median(Interval.Lower).Minimise([1, 2, 10], [0.2, 0.2, 0.6]), Is.EqualTo(10));

    [Test]
    public void The_pinball_loss_is_least_at_the_quantile() => Assert.That(new QuantileRule(0.9).Minimise(Five, Ones), Is.EqualTo(11));

    [Test]
    public void A_level_that_rounding_moves_past_a_sample_still_counts_as_it()
    {
        // 0.07 * 100 is above 7 in double.
        var values = Enumerable.Range(1, 100).Select(i => (double)i).ToArray();
        var ones = Enumerable.Repeat(1.0, 100).ToArray();

        Assert.That(new QuantileRule(0.07).Minimise(values, ones), Is.EqualTo(7));
        Assert.That(new QuantileRule(0.07, Interval.Upper).Minimise(values, ones), Is.EqualTo(8));
    }

    [Test]
    public void The_quantiles_at_zero_and_one_are_the_ends()
    {
        Assert.That(new QuantileRule(0).Minimise(Five, Ones), Is.EqualTo(1));
        Assert.That(new QuantileRule(1).Minimise(Five, Ones), Is.EqualTo(11));
    }

    [Test]
    public void The_Huber_loss_is_least_where_the_clipped_errors_balance() =>
        Assert.That(new HuberRule(1).Minimise(Five, Ones), Is.EqualTo(2.5).Within(1e-15));

    [Test]
    public void A_flat_stretch_of_the_Huber_loss_is_answered_by_its_midpoint()
    {
        Assert.That(new HuberRule(1).Minimise([0, 10], [1, 1]), Is.EqualTo(5));
        Assert.That(new HuberRule(0.01).Minimise([1_000_000.1, 1_000_000.7], [1, 1]), Is.EqualTo(1_000_000.4).Within(1e-8));
    }

    [Test]
    public void A_large_delta_gives_the_mean_and_a_small_one_the_median()
    {
        Assert.That(new HuberRule(1e6).Minimise(Five, Ones), Is.EqualTo(4).Within(1e-12));
        Assert.That(new HuberRule(1e-9).Minimise([1, 2, 3, 5, 11], Ones), Is.EqualTo(3).Within(1e-8));
    }

    [Test]
    public void The_log_cosh_loss_is_least_where_the_tangents_balance()
    {
        var answer = new LogCoshRule().Minimise(Five, Ones);

        Assert.That(answer, Is.EqualTo(2.54).Within(0.001));
        Assert.That(Five.Sum(y => Math.Tanh(y - answer)), Is.Zero.Within(1e-14));
    }

    [Test]
    public void Samples_too_far_apart_to_pull_are_answered_by_the_middle() =>
        Assert.That(new LogCoshRule().Minimise([0, 1000], [1, 1]), Is.EqualTo(500).Within(1e-6));

    [Test]
    public void The_relative_errors_are_least_at_the_weighted_forms()
    {
        Assert.That(new RelativeAbsoluteRule().Minimise([1, 2, 4], [1, 1, 1]), Is.EqualTo(1));
        Assert.That(new RelativeSquaredRule().Minimise([1, 2, 4], [1, 1, 1]), Is.EqualTo(4 / 3.0).Within(1e-15));
        Assert.That(new RelativeSquaredRule().Minimise([-1, -2, -4], [1, 1, 1]), Is.EqualTo(-4 / 3.0).Within(1e-15));
    }

    [Test]
    public void Rejects_a_relative_error_at_zero()
    {
        const string message = "Reference 1 is 0; a relative error divides by it. Leave it out, or use an absolute or squared error.";
        Assert.That(
            () => new RelativeAbsoluteRule().Minimise([1, 0], [1, 1]), Throws.TypeOf<CandidateException>().With.Message.EqualTo(message));
        Assert.That(
            () => new RelativeSquaredRule().Minimise([1, 0], [1, 1]), Throws.TypeOf<CandidateException>().With.Message.EqualTo(message));
        Assert.That(new RelativeSquaredRule().Minimise([3, 0], [1, 0]), Is.EqualTo(3), "without weight it is not read");
    }

    [Test]
    public void The_squared_log_error_is_least_at_the_mean_of_logarithms()
    {
        Assert.That(new SquaredLogRule().Minimise([1, 2, 4], [1, 1, 1]), Is.EqualTo(2.107233).Within(5e-7));
        Assert.That(
            new SquaredLogRule().Minimise([1e-12, 3e-12], [1, 1]), Is.EqualTo(2e-12).Within(1e-23), "small numbers keep their digits");
        Assert.That(() => new SquaredLogRule().Minimise([1, -1], [1, 1]), Throws.TypeOf<CandidateException>().With.Message.EqualTo(
            "Reference 1 is -1; a squared logarithmic error needs numbers above -1. Leave it out, or use another metric."));
    }

    [Test]
    public void A_hit_is_likeliest_in_the_middle_of_the_most_covered_interval()
    {
        Assert.That(new HitRule(1).Minimise([20, 10, 11, 21, 12], Ones), Is.EqualTo(11));
        Assert.That(new HitRule(1).Minimise([0, 1.5, 9], [1, 1, 1]), Is.EqualTo(0.75));
        Assert.That(new HitRule(1).Minimise([7, 3], [1, 1]), Is.EqualTo(3), "the lowest of several");
        Assert.That(new HitRule(0).Minimise([3, 5, 5, 4], [1, 1, 1, 1]), Is.EqualTo(5), "the mode");
    }

    [Test]
    public void The_mode_is_the_most_weighted_number_and_the_first_of_several()
    {
        Assert.That(new NumberModeRule().Minimise([7, 3, 7, 3, 3], [3, 1, 3, 1, 1]), Is.EqualTo(7));
        Assert.That(new NumberModeRule().Minimise([9, 3, 9, 3], [1, 1, 1, 1]), Is.EqualTo(9));
        Assert.That(new NumberModeRule().Minimise([-0.0, 0.0, 1], [1, 1, 1.5]), Is.Zero, "the two zeros are one");
    }

    [Test]
    public void The_mode_of_weights_that_differ_by_rounding_is_the_first() =>
        Assert.That(new NumberModeRule().Minimise([1, 2, 2], [0.3, 0.1, 0.2]), Is.EqualTo(1)); // 0.1 + 0.2 is above 0.3 in double

    [Test]
    public void Every_rule_rejects_invalid_samples()
    {
        INumberRule[] rules =
        [
            new MeanRule(), QuantileRule.Median(), new HuberRule(1), new LogCoshRule(), new RelativeAbsoluteRule(),
            new RelativeSquaredRule(),
            new SquaredLogRule(), new HitRule(1), new NumberModeRule(),
            new GridRule((NumberMetric)MetricCatalogue.Parse("squared-error"), [1]),
        ];
        foreach (var rule in rules)
        {
            var name = rule.GetType().Name;
            Assert.That(() => rule.Minimise([], []), Throws.TypeOf<CandidateException>().With.Message.EqualTo(
                "There is no sample; a rule needs at least one. Draw samples, or leave the problem out."), name);
            Assert.That(() => rule.Minimise([1, double.NaN], [1, 1]), Throws.TypeOf<CandidateException>().With.Message.EqualTo(
                "Reference 1 has the number NaN; it must be finite. Correct or leave it out."), name);
            Assert.That(() => rule.Minimise([1, 2], [0, 0]), Throws.TypeOf<CandidateException>().With.Message.EqualTo(
                "All 2 weights are 0; at least one must be positive. Give weights, or use uniform ones."), name);
            Assert.That(() => rule.Minimise([1, 2], [1, -1]), Throws.TypeOf<CandidateException>().With.Message.EqualTo(
                "Reference 1 has weight -1; a weight must be a finite number of at least 0. Correct or leave it out."), name);
            Assert.That(
                () => rule.Minimise([1, 2], [1]),
                Throws.ArgumentException.With.Message.StartsWith("There are 1 weights for 2 samples; give one each."),
                name);
        }
    }

    [Test]
    public void Rejects_a_parameter_that_is_out_of_range()
    {
        Assert.That(
            () => new HuberRule(0),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains(
                "The delta of a Huber loss is 0; it must be positive and finite. The usual one is 1."));
        Assert.That(
            () => new HitRule(-1),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains(
                "The tolerance of a hit is -1; it must be finite and at least 0. 0 accepts the exact number only."));
        Assert.That(
            () => new QuantileRule(1.5),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains(
                "The level of a quantile is 1.5; it must be from 0 to 1. The median is 0.5."));
    }

    [TestCase(0, 2)]
    [TestCase(1, 3, Description = "of the ends 0 1 1 2 3 3 3 5 10 12 the middle two are 3")]
    [TestCase(100, 6, Description = "every answer within 100 of all costs nothing: the middle")]
    public void The_epsilon_insensitive_loss_is_least_at_the_median_of_intervals(double epsilon, double expected) =>
        Assert.That(new EpsilonInsensitiveRule(epsilon).Minimise(Five, Ones), Is.EqualTo(expected));

    [Test]
    public void The_linex_loss_is_least_below_the_mean_where_too_high_costs_more()
    {
        // Two equally likely numbers: -ln((1 + e^-1) / 2) of 0 and 1.
        Assert.That(new LinexRule(1).Minimise([0, 1], [1, 1]), Is.EqualTo(-Math.Log((1 + Math.Exp(-1)) / 2)).Within(1e-15));
        Assert.That(new LinexRule(-1).Minimise([0, 1], [1, 1]), Is.EqualTo(1 + Math.Log((1 + Math.Exp(-1)) / 2)).Within(1e-15));
        Assert.That(new LinexRule(1e-9).Minimise(Five, Ones), Is.EqualTo(4).Within(1e-7), "nearly the mean");
        Assert.That(new LinexRule(1000).Minimise(Five, Ones), Is.EqualTo(1 + Math.Log(5) / 1000).Within(1e-15), "nearly the least");
        Assert.That(new LinexRule(-1000).Minimise([-1e300, 1e300], [1, 1]), Is.EqualTo(1e300));
    }

    [TestCase(new[] { 350.0, 10 }, 0, Description = "all between are as good: the middle, through 0")]
    [TestCase(new[] { 350.0, 10, 20 }, 10)]
    [TestCase(new[] { -10.0, 370, 740 }, 10)]
    [TestCase(new[] { 90.0 }, 90)]
    [TestCase(new[] { -90.0, 630 }, 270)]
    public void The_distance_on_a_circle_is_least_at_the_circular_median(double[] values, double expected) =>
        Assert.That(new CircularRule(360).Minimise(values, [.. values.Select(_ => 1.0)]), Is.EqualTo(expected));
}
