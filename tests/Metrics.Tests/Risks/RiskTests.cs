namespace Accelerated.Metrics.Tests.Risks;

public sealed class RiskTests
{
    private static readonly double[][] Rows = [[1, 2.0 / 3, 0.5, 0], [2.0 / 3, 1, 0.4, 0], [0.5, 0.4, 1, 0], [0, 0, 0, 1]];
    private static readonly long[] Uniform = [1, 1, 1, 1];

    [Test]
    public void Half_cvar_of_the_worked_example_is_the_mean_of_the_worst_half()
    {
        var values = Rows.Select(row => Risk.ConditionalValue(0.5).Of(row, Uniform, Direction.HigherIsBetter));

        Assert.That(values, Is.EqualTo(new[] { 0.25, 0.2, 0.2, 0 }).Within(1e-15));
    }

    [Test]
    public void Cvar_takes_the_last_utility_in_part() =>
        Assert.That(
            Risk.ConditionalValue(0.375).Of([4, 1, 2, 3], Uniform, Direction.HigherIsBetter),
            Is.EqualTo((1 + 0.5 * 2) / 1.5).Within(1e-15));

    [Test]
    public void Cvar_of_a_loss_takes_the_highest() =>
        Assert.That(
            Risk.ConditionalValue(0.375).Of([4, 1, 2, 3], Uniform, Direction.LowerIsBetter), Is.EqualTo((4 + 0.5 * 3) / 1.5).Within(1e-15));

    [TestCase(0.0, 1)]
    [TestCase(0.25, 1)]
    [TestCase(0.26, 2)]
    [TestCase(0.5, 2)]
    [TestCase(0.75, 3)]
    [TestCase(1.0, 4)]
    public void A_quantile_is_the_first_value_whose_share_reaches_the_level(double level, double expected)
    {
        Assert.That(Risk.Quantile(level).Of([4, 1, 2, 3], Uniform, Direction.HigherIsBetter), Is.EqualTo(expected));
        Assert.That(
            Risk.Quantile(level).Of([4, 1, 2, 3], Uniform, Direction.LowerIsBetter), Is.EqualTo(expected), "whatever the direction");
    }

    [Test]
    public void A_level_that_rounding_moves_past_a_whole_number_of_units_still_counts_as_it()
    {
        // 0.07 * 100 is 7.000000000000001 in double.
        var values = Enumerable.Range(1, 100).Select(i => (double)i).ToArray();
        var units = Enumerable.Repeat(1L, 100).ToArray();

        Assert.That(Risk.Quantile(0.07).Of(values, units, Direction.HigherIsBetter), Is.EqualTo(7));
    }

    [Test]
    public void Worst_is_the_least_similarity_and_the_greatest_loss_among_columns_with_weight()
    {
        Assert.That(Risk.Worst.Of([0.5, 0.1, 0.9, -7], [1, 1, 1, 0], Direction.HigherIsBetter), Is.EqualTo(0.1));
        Assert.That(Risk.Worst.Of([0.5, 0.1, 0.9, 77], [1, 1, 1, 0], Direction.LowerIsBetter), Is.EqualTo(0.9));
    }

    [Test]
    public void A_trimmed_mean_leaves_out_both_ends_in_part()
    {
        // 0.375 of 4 units at each end leave half of the second and half of the third.
        Assert.That(Risk.Trimmed(0.375).Of([100, 1, 3, -100], Uniform, Direction.HigherIsBetter), Is.EqualTo(2).Within(1e-15));
        Assert.That(Risk.Trimmed(0).Of([4, 1, 2, 3], Uniform, Direction.HigherIsBetter), Is.EqualTo(2.5).Within(1e-15));
    }

    [Test]
    public void The_mean_weighs_each_utility() =>
        Assert.That(Risk.Mean.Of(Rows[0], [5, 2, 2, 1], Direction.HigherIsBetter), Is.EqualTo(0.733333).Within(5e-7));

    [Test]
    public void A_row_without_weight_or_with_NaN_is_NaN()
    {
        foreach (var risk in All)
        {
            Assert.That(risk.Of([1, 2], [0, 0], Direction.HigherIsBetter), Is.NaN, risk.ToString());
            Assert.That(risk.Of([1, double.NaN], [1, 1], Direction.HigherIsBetter), Is.NaN, risk.ToString());
            Assert.That(risk.Of([1, double.NaN], [1, 0], Direction.HigherIsBetter), Is.EqualTo(1), risk.ToString());
            Assert.That(risk.Of([], [], Direction.HigherIsBetter), Is.NaN, risk.ToString());
        }
    }

    [Test]
    public void A_row_of_one_value_is_worth_that_value()
    {
        foreach (var risk in All)
        {
            Assert.That(risk.Of([0.3, 0.3, 0.3], [1, 5, 2], Direction.LowerIsBetter), Is.EqualTo(0.3).Within(1e-15), risk.ToString());
        }
    }

    [Test]
    public void Every_risk_agrees_with_its_definition_over_single_units_and_has_the_same_bits_in_any_order()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var n = random.Next(1, 12);
            var utilities = Enumerable.Range(0, n).Select(_ => random.Next(-4, 5) / 3.0).ToArray();
            var units = Enumerable.Range(0, n).Select(_ => (long)random.Next(0, 4)).ToArray();
            units[random.Next(n)] = 1;
            var level = random.Next(1, 20) / 20.0;
            var direction = random.Next(2) == 0 ? Direction.HigherIsBetter : Direction.LowerIsBetter;
            var order = Enumerable.Range(0, n).ToArray();
            random.Shuffle(order);
            Risk[] risks = [Risk.Mean, Risk.ConditionalValue(level), Risk.Quantile(level), Risk.Worst, Risk.Trimmed(level / 2.1)];
            foreach (var risk in risks)
            {
                var value = risk.Of(utilities, units, direction);
                var shuffled = risk.Of(order.Select(j => utilities[j]).ToArray(), order.Select(j => units[j]).ToArray(), direction);

                Assert.That(value, Is.EqualTo(Oracle(risk, utilities, units, direction)).Within(1e-12), $"seed {seed}, {risk}");
                Assert.That(
                    BitConverter.DoubleToInt64Bits(shuffled), Is.EqualTo(BitConverter.DoubleToInt64Bits(value)), $"seed {seed}, {risk}");
            }
        }
    }

    [TestCase("mean")]
    [TestCase("cvar:0.25")]
    [TestCase("cvar:1")]
    [TestCase("quantile:0.9")]
    [TestCase("worst")]
    [TestCase("trimmed:0.1")]
    public void A_risk_is_written_as_it_is_read(string text) => Assert.That(Risk.Parse(text).ToString(), Is.EqualTo(text));

    [Test]
    public void The_median_is_the_quantile_at_one_half() => Assert.That(Risk.Parse("median"), Is.EqualTo(Risk.Quantile(0.5)));

    [Test]
    public void The_default_risk_is_the_mean() => Assert.That(default(Risk), Is.EqualTo(Risk.Parse("mean")));

    [TestCase("cvr:0.1", "Invalid risk 'cvr:0.1': expected mean, cvar:A, quantile:Q, median, worst or trimmed:A; did you mean 'cvar'?")]
    [TestCase("cvar", "Invalid risk 'cvar': expected a number as the level of cvar, e.g. cvar:0.25.")]
    [TestCase("quantile:half", "Invalid risk 'quantile:half': expected a number as the level of quantile, e.g. quantile:0.25.")]
    [TestCase(
        "cvar:0",
        "Invalid risk 'cvar:0': expected a level above 0 and at most 1. For example, cvar:0.25 is the mean of the worst quarter.")]
    [TestCase(
        "cvar:NaN",
        "Invalid risk 'cvar:NaN': expected a level above 0 and at most 1. For example, cvar:0.25 is the mean of the worst quarter.")]
    [TestCase("quantile:1.5", "Invalid risk 'quantile:1.5': expected a level from 0 to 1. For example, quantile:0.5 is the median.")]
    [TestCase(
        "trimmed:0.5",
        "Invalid risk 'trimmed:0.5': expected a level at least 0 and below 0.5. For example, trimmed:0.1 leaves out a tenth at "
        + "each end.")]
    [TestCase(
        "worst:1",
        "Invalid risk 'worst:1': worst takes no level. Write 'worst', or one of mean, cvar:A, quantile:Q, median, worst or trimmed:A.")]
    public void Rejects_an_invalid_risk_and_says_what_is_expected(string text, string message) =>
        Assert.That(() => Risk.Parse(text), Throws.TypeOf<OptionException>().With.Message.EqualTo(message));

    [Test]
    public void Lengths_must_agree() => Assert.That(
        () => Risk.Mean.Of([1, 2], [1], Direction.HigherIsBetter),
        Throws.ArgumentException.With.Message.StartsWith("There are 1 weights for 2 utilities; give one each."));

    private static readonly Risk[] All = [Risk.Mean, Risk.ConditionalValue(0.3), Risk.Quantile(0.3), Risk.Worst, Risk.Trimmed(0.2)];

    // Each unit becomes an item of its own; a share of k items and a part is taken literally.
    private static double Oracle(Risk risk, double[] utilities, long[] units, Direction direction)
    {
        var items = new List<double>();
        for (var j = 0; j < utilities.Length; j++)
        {
            for (var u = 0; u < units[j]; u++)
            {
                items.Add(utilities[j]);
            }
        }

        items.Sort();
        var n = items.Count;
        if (direction == Direction.LowerIsBetter && risk.Kind is RiskKind.ConditionalValue or RiskKind.Worst)
        {
            items.Reverse();
        }

        if (direction == Direction.HigherIsBetter && risk.Kind == RiskKind.Worst)
        {
            items.Sort();
        }

        switch (risk.Kind)
        {
            case RiskKind.Mean:
                return items.Average();
            case RiskKind.Worst:
                return items[0];
            case RiskKind.Quantile:
                return items.Where((_, k) => k + 1 >= (risk.Level * n) - 1e-7).First();
            case RiskKind.ConditionalValue:
                return Share(items, 0, risk.Level * n);
            default:
                return Share(items, risk.Level * n, n - (risk.Level * n));
        }
    }

    private static double Share(List<double> items, double from, double to)
    {
        var sum = 0.0;
        var weight = 0.0;
        for (var k = 0; k < items.Count; k++)
        {
            var part = Math.Clamp(to - k, 0, 1) - Math.Clamp(from - k, 0, 1);
            sum += part * items[k];
            weight += part;
        }

        return sum / weight;
    }
}
