namespace Accelerated.Metrics.Tests.Risks;

public sealed class BootstrapTests
{
    [Test]
    public void Equal_rows_go_to_the_one_with_the_larger_own_weight()
    {
        var probabilities = new double[2];
        Bootstrap.Best([1, 0, 1, 0], [1, 1], 2, 50, 1, Direction.HigherIsBetter, [1, 2], probabilities);

        Assert.That(probabilities, Is.EqualTo(new[] { 0.0, 1.0 }));
    }

    [Test]
    public void A_row_that_is_better_everywhere_is_always_best()
    {
        var probabilities = new double[2];
        Bootstrap.Best([0.3, 0.4, 0.5, 0.2, 0.3, 0.4], [1, 2, 3], 3, 50, 1, Direction.LowerIsBetter, [], probabilities);

        Assert.That(probabilities, Is.EqualTo(new[] { 0.0, 1.0 }));
    }

    [Test]
    public void Probabilities_are_those_of_the_binomial_distribution()
    {
        // Row 0 wins where more than half of 5 draws fall on column 0, of weight 1/3: sum over k >= 3 of C(5,k) (1/3)^k (2/3)^(5-k).
        var wanted = (10 * 4 + 5 * 2 + 1) / 243.0;
        var probabilities = new double[2];
        Bootstrap.Best([1, 0, 0, 1], [1, 2], 5, 40_000, 7, Direction.HigherIsBetter, [], probabilities);

        Assert.That(probabilities[0], Is.EqualTo(wanted).Within(5 * Math.Sqrt(wanted * (1 - wanted) / 40_000)), "seed 7");
        Assert.That(probabilities[0] + probabilities[1], Is.EqualTo(1).Within(1e-12));
    }

    [Test]
    public void A_column_without_weight_is_never_drawn()
    {
        var probabilities = new double[2];
        Bootstrap.Best([0, 1, 1, 0, 0, 0, 0, 100], [0, 1, 1, 0], 2, 200, 3, Direction.HigherIsBetter, [], probabilities);

        Assert.That(probabilities, Is.EqualTo(new[] { 1.0, 0.0 }));
    }

    [Test]
    public void The_same_seed_gives_the_same_numbers_and_another_gives_others()
    {
        double[] utilities = [1, 0, 0.6, 0.5, 0.9, 0.2];
        double[] Draw(ulong seed)
        {
            var probabilities = new double[2];
            Bootstrap.Best(utilities, [3, 4, 5], 3, 1000, seed, Direction.HigherIsBetter, [], probabilities);
            return probabilities;
        }

        var first = Draw(5);
        Assert.That(Draw(5), Is.EqualTo(first));
        Assert.That(Draw(6), Is.Not.EqualTo(first));
    }

    [Test]
    public void A_risk_takes_the_place_of_the_mean()
    {
        // By its worst value row 1 is never better unless column 0 alone is drawn: (1/2)^3.
        var probabilities = new double[2];
        Bootstrap.Best([0.5, 0.5, 1, 0], [1, 1], 3, 40_000, 11, Direction.HigherIsBetter, [], probabilities, Risk.Worst);

        Assert.That(probabilities[1], Is.EqualTo(0.125).Within(0.01), "seed 11");
    }

    [Test]
    public void The_generator_gives_the_published_numbers()
    {
        // The first outputs of the reference implementation for seed 1234567.
        var random = new SplitMix64(1234567);
        Assert.That(
            new[] { random.Next(), random.Next(), random.Next() },
            Is.EqualTo(new[] { 6457827717110365317UL, 3203168211198807973UL, 9817491932198370423UL }));
    }

    [Test]
    public void Rejects_utilities_without_weight_or_of_another_size()
    {
        Assert.That(() => Bootstrap.Best([1, 2], [0, 0], 1, 1, 1, Direction.HigherIsBetter, [], new double[1]), Throws.ArgumentException
            .With.Message.StartsWith("None of the 2 columns has a weight; at least one must be positive. Leave such problems out."));
        Assert.That(() => Bootstrap.Best([1, 2, 3], [1, 1], 1, 1, 1, Direction.HigherIsBetter, [], new double[1]), Throws.ArgumentException
            .With.Message.StartsWith("There are 3 utilities; 1 rows of 2 columns need 2, and at least one row."));
        Assert.That(
            () => Bootstrap.Best([1], [1], 0, 1, 1, Direction.HigherIsBetter, [], new double[1]),
            Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(
            () => Bootstrap.Best([1], [1], 1, 0, 1, Direction.HigherIsBetter, [], new double[1]),
            Throws.TypeOf<ArgumentOutOfRangeException>());
    }
}
