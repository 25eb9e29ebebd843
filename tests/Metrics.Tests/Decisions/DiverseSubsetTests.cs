namespace Accelerated.Metrics.Tests;

public sealed class DiverseSubsetTests
{
    private static readonly double[] s_worth = [.9, .88, .86, .5, .4];

    private static readonly double[][] s_distances =
        [[0, .1, .2, .9, .8], [.1, 0, .1, .8, .9], [.2, .1, 0, .7, .9], [.9, .8, .7, 0, .3], [.8, .9, .9, .3, 0]];

    [TestCase(0, 2, new[] { 0, 1 }, .89)]
    [TestCase(0, 3, new[] { 0, 1, 2 }, .88)]
    [TestCase(.1, 2, new[] { 0, 1 }, .9)]
    [TestCase(.1, 3, new[] { 0, 1, 2 }, .893333333)]
    [TestCase(.5, 2, new[] { 0, 3 }, 1.15)]
    [TestCase(.5, 3, new[] { 0, 3, 1 }, 1.06)]
    [TestCase(2, 2, new[] { 0, 3 }, 2.5)]
    [TestCase(2, 3, new[] { 0, 3, 1 }, 1.96)] // {0, 2, 4} has 1.986667
    public void Takes_what_is_best_with_those_taken(double diversity, int count, int[] expected, double value)
    {
        var taken = DiverseSubset.Greedy(s_worth, (i, j) => s_distances[i][j], count, diversity);
        Assert.That(taken, Is.EqualTo(expected));
        Assert.That(Value(taken, s_worth, s_distances, diversity), Is.EqualTo(value).Within(1e-9));
    }

    [Test]
    public void Each_is_the_best_to_add_by_the_definition()
    {
        var random = new Random(1);
        for (var round = 0; round < 300; round++)
        {
            var count = random.Next(1, 9);
            var worth = Enumerable.Range(0, count).Select(_ => random.NextDouble()).ToArray();
            var distances = Enumerable.Range(0, count).Select(_ => new double[count]).ToArray();
            for (var i = 0; i < count; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    distances[i][j] = distances[j][i] = random.NextDouble();
                }
            }

            var diversity = random.Next(0, 4) * random.NextDouble();
            var taken = DiverseSubset.Greedy(worth, (i, j) => distances[i][j], random.Next(1, 11), diversity);
            Assert.That(taken, Is.Unique);
            for (var k = 0; k < taken.Length; k++)
            {
                var best = Enumerable.Range(0, count).Except(taken[..k]).Max(i => Value([.. taken[..k], i], worth, distances, diversity));
                Assert.That(Value(taken[..(k + 1)], worth, distances, diversity), Is.EqualTo(best).Within(1e-9), $"seed 1, round {round}");
            }
        }
    }

    private static double Value(int[] taken, double[] worth, double[][] distances, double diversity)
    {
        var pairs = from i in taken from j in taken where i != j select distances[i][j];
        return taken.Average(i => worth[i]) + (diversity * pairs.DefaultIfEmpty(0).Average());
    }
}
