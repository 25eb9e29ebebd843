namespace Accelerated.Metrics.Tests.Weighting;

public sealed class ExactWeightsTests
{
    [Test]
    public void Factors_count_as_they_are_written()
    {
        var weights = ExactWeights.Of(Weights.Uniform(3)).Times([.1, .2, .3]).ToWeights();
        Assert.That(weights.Units.ToArray(), Is.EqualTo(new[] { 1L, 2, 3 }));
        Assert.That(
            ExactWeights.Of(Weights.FromGiven([1, 2, 4])).Times([1e300, 0, 1e300]).ToWeights().Units.ToArray(),
            Is.EqualTo(new[] { 1L, 0, 4 }));
    }

    [Test]
    public void Not_all_factors_may_be_zero() => Assert.That(
        () => ExactWeights.Of(Weights.FromGiven([1, 0])).Times([0, 1]),
        Throws.TypeOf<CandidateException>().With.Message.EqualTo(
            "All 2 weights are 0 once multiplied by their factors; at least one must be positive. Give a source with a weight a factor "
            + "above 0."));

    [TestCase(0, new[] { 0L, 1, 3 })]
    [TestCase(1, new[] { 1L, 1, 1 })]
    [TestCase(.5, new[] { 4L, 7, 13 })]
    [TestCase(.1, new[] { 4L, 31, 85 })]
    public void A_uniform_share_is_exact(double share, long[] units) => Assert.That(
        ExactWeights.Of(Weights.FromGiven([0, 1, 3])).MixedWithUniform(share).ToWeights().Units.ToArray(), Is.EqualTo(units));

    [TestCase(new[] { 6.0, 3, 1 }, .5, new[] { 4L, 3, 1 })]
    [TestCase(new[] { 6.0, 3, 1 }, .6, new[] { 6L, 3, 1 })]
    [TestCase(new[] { 6.0, 3, 1 }, .4, new[] { 2L, 2, 1 })]
    [TestCase(new[] { 6.0, 3, 1 }, .34, new[] { 17L, 17, 16 })]
    [TestCase(new[] { 6.0, 3, 1, 0 }, .3, new[] { 1L, 1, 1, 0 })]
    [TestCase(new[] { 6.0, 3, 1 }, .01, new[] { 1L, 1, 1 })]
    [TestCase(new[] { 5.0, 5, 1, 1 }, .25, new[] { 1L, 1, 1, 1 })]
    [TestCase(new[] { 5.0, 1, 5, 1 }, .4, new[] { 4L, 1, 4, 1 })]
    [TestCase(new[] { 7.0 }, .1, new[] { 1L })]
    public void A_cap_goes_to_the_others_in_proportion(double[] given, double share, long[] units) => Assert.That(
        ExactWeights.Of(Weights.FromGiven(given)).CappedAt(share).ToWeights().Units.ToArray(), Is.EqualTo(units));

    [Test]
    public void A_cap_holds_and_keeps_order_and_equality([Range(1, 100)] int seed)
    {
        var random = new Random(seed);
        double[] given =
            [.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => random.Next(3) == 0 ? 1 : Math.Exp(8 * random.NextDouble()))];
        var share = random.Next(1, 1000) / 1000.0;
        var before = Weights.FromGiven(given);

        var after = ExactWeights.Of(before).CappedAt(share).ToWeights();

        var cap = Math.Max(share, 1.0 / given.Length);
        for (var k = 0; k < given.Length; k++)
        {
            Assert.That(after[k], Is.LessThanOrEqualTo(cap + 1e-11), $"share {share}");
            for (var other = 0; other < k; other++)
            {
                var order = given[k].CompareTo(given[other]);
                Assert.That(order * after.Units[k].CompareTo(after.Units[other]), Is.GreaterThanOrEqualTo(0));
                Assert.That(order != 0 || after.Units[k] == after.Units[other]);
            }
        }
    }

    [Test]
    public void Weights_beyond_the_exact_range_are_rounded_and_never_to_zero()
    {
        var weights = ExactWeights.Of(Weights.FromGiven([1, 1, 1])).Times([1, 1e-30, 1]).ToWeights();
        Assert.That(weights.Units.ToArray(), Is.EqualTo(new[] { Weights.LargestTotal / 2, 1, Weights.LargestTotal / 2 }));
    }
}
