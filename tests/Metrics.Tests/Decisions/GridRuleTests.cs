namespace Accelerated.Metrics.Tests.Decisions;

public sealed class GridRuleTests
{
    [Test]
    public void A_free_answer_goes_to_the_better_of_its_two_neighbours()
    {
        double[] values = [1, 2, 2, 4, 11];
        double[] ones = [1, 1, 1, 1, 1];

        Assert.That(Rule("squared-error", 1, 3, 6).Minimise(values, ones), Is.EqualTo(3));
        Assert.That(Rule("pinball:tau=0.9", 5, 1, 3).Minimise(values, ones), Is.EqualTo(5), "beyond the grid, its end");
        Assert.That(Rule("absolute-error", 2, 3).Minimise(values, ones), Is.EqualTo(2), "on the grid, itself");
    }

    [Test]
    public void Of_equally_good_points_the_lower_answers() =>
        Assert.That(Rule("squared-error", 1, 2).Minimise([1, 2], [1, 1]), Is.EqualTo(1));

    [Test]
    public void Two_neighbours_are_as_good_as_the_whole_grid()
    {
        string[] names =
        [
            "squared-error", "absolute-error", "huber:delta=0.5", "log-cosh", "pinball:tau=0.8", "relative-error",
            "relative-error:squared=true", "squared-log-error", "hit:delta=0.6", "epsilon-insensitive:epsilon=0.7", "linex:a=-0.8",
            "circular-error:period=5",
        ];
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var values = Enumerable.Range(0, random.Next(1, 8)).Select(_ => 0.5 + 6 * random.NextDouble()).ToArray();
            var weights = values.Select(_ => random.NextDouble() + 0.01).ToArray();
            var grid = Enumerable.Range(0, random.Next(1, 7)).Select(_ => (double)random.Next(0, 9)).ToArray();
            foreach (var name in names)
            {
                var metric = (NumberMetric)MetricCatalogue.Parse(name);
                var sign = metric.Info.Direction == Direction.LowerIsBetter ? 1 : -1;
                double Risk(double a) => metric.Accept(new Total(a, values, weights)) * sign;

                var answer = new GridRule(metric, grid).Minimise(values, weights);

                Assert.That(grid, Does.Contain(answer), $"seed {seed}, {name}");
                Assert.That(Risk(answer), Is.LessThanOrEqualTo(grid.Min(Risk) + 1e-9), $"seed {seed}, {name}");
            }
        }
    }

    [Test]
    public void A_grid_needs_finite_numbers() => Assert.That(
        () => Rule("squared-error"),
        Throws.ArgumentException.With.Message.StartsWith(
            "A grid needs at least one number, and every one finite. Give the allowed answers, such as 1, 2, 3, 4, 5."));

    private static GridRule Rule(string metric, params double[] grid) => new((NumberMetric)MetricCatalogue.Parse(metric), grid);

    private sealed class Total(double answer, double[] values, double[] weights) : MetricVisitor<double>
    {
        public override double Visit<TScore>(NumberMetric<TScore> metric) =>
            values.Zip(weights, (y, w) => w * metric.Formula.Score(new Real(answer), new Real(y)).Value).Sum();
    }
}
