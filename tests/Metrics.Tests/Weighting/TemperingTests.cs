namespace Accelerated.Metrics.Tests.Weighting;

public sealed class TemperingTests
{
    private static readonly double[] Logs = [Math.Log(0.5), Math.Log(0.3), Math.Log(0.2)];

    [Test]
    public void A_grid_is_tempered_by_the_power_one_over_t()
    {
        var weights = Tempering.Grid(Logs, 0.5);
        double[] shares = [weights[0], weights[1], weights[2]];

        Assert.That(shares, Is.EqualTo(new[] { 0.657895, 0.236842, 0.105263 }).Within(5e-7));
        Assert.That(new MeanRule().Minimise([1, 2, 3], shares), Is.EqualTo(1.447368).Within(5e-7));
        Assert.That(new MeanRule().Minimise([1, 2, 3], [0.5, 0.3, 0.2]), Is.EqualTo(1.7).Within(1e-12));
    }

    [TestCase(0.5)]
    [TestCase(2)]
    public void Samples_are_weighed_by_the_power_one_over_t_minus_one(double temperature)
    {
        double[] powers = [.. new[] { 0.5, 0.3, 0.2 }.Select(p => Math.Pow(p, 1 / temperature - 1))];
        var weights = Tempering.Samples(Logs, temperature);

        Assert.That(new[] { weights[0], weights[1], weights[2] }, Is.EqualTo(powers.Select(p => p / powers.Sum())).Within(1e-12));
    }

    [Test]
    public void Samples_as_frequent_as_they_are_probable_become_the_tempered_grid()
    {
        double[] drawn = [.. Enumerable.Repeat(Logs[0], 5), .. Enumerable.Repeat(Logs[1], 3), .. Enumerable.Repeat(Logs[2], 2)];
        var weights = Tempering.Samples(drawn, 0.5);

        Assert.That(Enumerable.Range(0, 5).Sum(k => weights[k]), Is.EqualTo(0.657895).Within(5e-7));
        Assert.That(Enumerable.Range(8, 2).Sum(k => weights[k]), Is.EqualTo(0.105263).Within(5e-7));
    }

    [Test]
    public void Samples_at_temperature_one_stay_uniform() =>
        Assert.That(Tempering.Samples([-1, -20, double.NegativeInfinity], 1).Units.ToArray(), Is.EqualTo(new[] { 1L, 1, 1 }));

    [Test]
    public void An_impossible_sample_has_no_weight_when_sharpened_and_is_refused_when_flattened()
    {
        Assert.That(Tempering.Samples([-1, double.NegativeInfinity], 0.5).Units[1], Is.Zero);
        Assert.That(() => Tempering.Samples([-1, double.NegativeInfinity], 2), Throws.TypeOf<CandidateException>().With.Message.EqualTo(
            "Sample 1 has log-probability -inf; one that was drawn is possible, and at a temperature above 1 it would have all the "
            + "weight. Correct or leave it out."));
    }

    [Test]
    public void Rejects_a_temperature_that_is_not_positive_and_finite()
    {
        Assert.That(() => Tempering.Samples([-1], 0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Tempering.Grid([-1], double.NaN), Throws.TypeOf<ArgumentOutOfRangeException>());
    }
}
