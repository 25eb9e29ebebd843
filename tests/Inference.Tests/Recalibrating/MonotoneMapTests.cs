using Accelerated.Inference.Recalibrating;
using Accelerated.Metrics;

namespace Accelerated.Inference.Tests.Recalibrating;

public sealed class MonotoneMapTests
{
    [Test]
    public void Adjacent_violators_are_pooled()
    {
        var map = MonotoneMap.Fit([1, 2, 3, 4, 5, 6], [1, 3, 2, 4, 3.5, 5]);
        Assert.That(Enumerable.Range(1, 6).Select(raw => map.Apply(raw)), Is.EqualTo(new[] { 1, 2.5, 2.5, 3.75, 3.75, 5 }).Within(1e-12));
    }

    [Test]
    public void Between_points_the_map_is_linear_and_beyond_them_constant()
    {
        var map = MonotoneMap.Fit([3, 1], [10, 4]);
        Assert.That(new[] { 0, 1, 1.5, 2, 3, 99 }.Select(map.Apply), Is.EqualTo(new[] { 4, 4, 5.5, 7, 10, 10 }).Within(1e-12));
        Assert.That(map.Apply(double.NaN), Is.NaN);
        Assert.That(map.Points, Is.EqualTo(new[] { 1, 3 }));
    }

    [Test]
    public void Equal_numbers_have_one_value() =>
        Assert.That(MonotoneMap.Fit([1, 1, 1, 5, 5, 5], [1, 2, 3, 5, 4, 3]).Apply(1), Is.EqualTo(2));

    // The definition, by all rising maps onto the right numbers and the midpoints of some.
    [Test]
    public void No_rising_map_loses_less([Values("squared-error", "absolute-error", "pinball:tau=0.8")] string name, [Range(1, 8)] int seed)
    {
        var metric = Metric.Parse(name);
        var random = new Random(seed);
        double[] gold = [.. Enumerable.Range(0, 5).Select(_ => (double)random.Next(6))];
        double[] raw = [0, 1, 2, 3, 4];
        var map = MonotoneMap.Fit(raw, gold, metric);
        var fitted = raw.Select(map.Apply).ToArray();
        Assert.That(fitted, Is.Ordered);
        double[] levels = [.. Enumerable.Range(0, 61).Select(k => k / 12.0)];

        // Dynamic programme over levels: the least loss of a map that ends at most at each.
        var least = new double[levels.Length];
        for (var k = 0; k < raw.Length; k++)
        {
            var best = double.PositiveInfinity;
            for (var level = 0; level < levels.Length; level++)
            {
                best = Math.Min(best, least[level]);
                least[level] = best + Loss(levels[level], gold[k]);
            }
        }

        Assert.That(fitted.Select((value, k) => Loss(value, gold[k])).Sum(), Is.LessThanOrEqualTo(least.Min() + 1e-9));

        double Loss(double answer, double right) => metric.Score($"{answer:R}", $"{right:R}");
    }

    [Test]
    public void Rejects_what_cannot_be_learned()
    {
        Assert.That(() => MonotoneMap.Fit([], []), Throws.ArgumentException);
        Assert.That(() => MonotoneMap.Fit([1, 2], [1]), Throws.ArgumentException);
        Assert.That(() => MonotoneMap.Fit([double.NaN], [1]), Throws.ArgumentException);
        Assert.That(
            () => MonotoneMap.Fit([1], [1], Metric.TokenF1()),
            Throws.TypeOf<OptionException>().With.Message.Contains("token-f1").And.Message.Contains("Use squared-error"));
    }
}
