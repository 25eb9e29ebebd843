namespace Accelerated.Metrics.Tests.Risks;

public sealed class RankingTests
{
    [Test]
    public void Better_comes_first_in_the_direction_of_the_metric()
    {
        Assert.That(Ranking.Order([0.2, 0.9, 0.5], [], Direction.HigherIsBetter), Is.EqualTo(new[] { 1, 2, 0 }));
        Assert.That(Ranking.Order([0.2, 0.9, 0.5], [], Direction.LowerIsBetter), Is.EqualTo(new[] { 0, 2, 1 }));
    }

    [Test]
    public void Equal_values_are_ordered_by_own_weight_and_then_by_index() =>
        Assert.That(Ranking.Order([1, 1, 1, 2, 1], [3, 5, 5, 0, 3], Direction.HigherIsBetter), Is.EqualTo(new[] { 3, 1, 2, 0, 4 }));

    [Test]
    public void NaN_comes_last_in_either_direction()
    {
        double[] expected = [double.NaN, double.NegativeInfinity, double.NaN, double.PositiveInfinity];
        Assert.That(Ranking.Order(expected, [1, 1, 2, 1], Direction.HigherIsBetter), Is.EqualTo(new[] { 3, 1, 2, 0 }));
        Assert.That(Ranking.Order(expected, [1, 1, 2, 1], Direction.LowerIsBetter), Is.EqualTo(new[] { 1, 3, 2, 0 }));
    }

    [Test]
    public void The_two_zeros_are_equal() =>
        Assert.That(Ranking.Order([-0.0, 0.0], [1, 2], Direction.LowerIsBetter), Is.EqualTo(new[] { 1, 0 }));

    [Test]
    public void The_best_is_the_first_of_the_order()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var n = random.Next(1, 9);
            var expected = Enumerable.Range(0, n).Select(_ => random.Next(5) == 0 ? double.NaN : random.Next(3)).ToArray();
            long[] own = random.Next(2) == 0 ? [] : Enumerable.Range(0, n).Select(_ => (long)random.Next(3)).ToArray();
            var direction = (Direction)random.Next(2);

            var order = Ranking.Order(expected, own, direction);

            Assert.That(order, Is.EquivalentTo(Enumerable.Range(0, n)), $"seed {seed}");
            Assert.That(Ranking.Best(expected, own, direction), Is.EqualTo(order[0]), $"seed {seed}");
            var sign = direction == Direction.HigherIsBetter ? -1 : 1;
            var oracle = Enumerable.Range(0, n)
                .OrderBy(i => double.IsNaN(expected[i])).ThenBy(i => double.IsNaN(expected[i]) ? 0 : sign * expected[i])
                .ThenBy(i => own.Length == 0 ? 0 : -own[i]).ThenBy(i => i);
            Assert.That(order, Is.EqualTo(oracle), $"seed {seed}");
        }
    }

    [Test]
    public void Of_no_candidates_none_is_best()
    {
        Assert.That(Ranking.Best([], [], Direction.HigherIsBetter), Is.EqualTo(-1));
        Assert.That(Ranking.Order([], [], Direction.HigherIsBetter), Is.Empty);
    }

    [Test]
    public void The_margin_is_the_lead_of_the_first_over_the_second()
    {
        double[] expected = [0.541667, 0.516667, 0.475, 0.25];
        Assert.That(Ranking.Margin(expected, Ranking.Order(expected, [], Direction.HigherIsBetter)), Is.EqualTo(0.025).Within(1e-12));
        Assert.That(Ranking.Margin([3], [0]), Is.NaN);
        Assert.That(Ranking.Margin([3, double.NaN], [0, 1]), Is.NaN);
        Assert.That(Ranking.Margin([double.PositiveInfinity, double.PositiveInfinity], [0, 1]), Is.Zero);
    }

    [Test]
    public void Own_weights_must_be_one_each_or_none() => Assert.That(
        () => Ranking.Order([1, 2], [1], Direction.HigherIsBetter),
        Throws.ArgumentException.With.Message.StartsWith("There are 1 own weights for 2 candidates; give one each, or none."));
}
