namespace Accelerated.Metrics.Tests;

public sealed class ElementaryTests
{
    [Test]
    public void The_logarithm_is_within_two_units_in_the_last_place()
    {
        const int Seed = 11;
        var random = new Random(Seed);
        for (var k = 0; k < 200_000; k++)
        {
            var x = (k % 4) switch
            {
                0 => Math.Exp(random.NextDouble() * 1400 - 700),
                1 => 0.5 + 1.5 * random.NextDouble(),
                2 => 1 + (random.NextDouble() - 0.5) * 1e-6,
                _ => random.Next(1, 1000) / (double)random.Next(1, 1000),
            };
            Assert.That(Units(Elementary.Log(Real.Of(x)).Value, Math.Log(x)), Is.LessThanOrEqualTo(2), $"seed {Seed}: ln {x:R}");
        }
    }

    [Test]
    public void The_exponential_is_within_two_units_in_the_last_place()
    {
        const int Seed = 12;
        var random = new Random(Seed);
        for (var k = 0; k < 200_000; k++)
        {
            var x = (k % 3) switch
            {
                0 => random.NextDouble() * 1416 - 707.9,
                1 => random.NextDouble() * 20 - 10,
                _ => (random.NextDouble() - 0.5) * 1e-3,
            };
            Assert.That(Units(Elementary.Exp(Real.Of(x)).Value, Math.Exp(x)), Is.LessThanOrEqualTo(2), $"seed {Seed}: exp {x:R}");
        }
    }

    [Test]
    public void The_logarithm_of_one_plus_x_keeps_its_accuracy_near_zero()
    {
        const int Seed = 13;
        var random = new Random(Seed);
        for (var k = 0; k < 100_000; k++)
        {
            var x = k % 2 == 0 ? 0.6 * random.NextDouble() : Math.Exp(-40 * random.NextDouble());
            x = Math.Min(x, 0.6);
            // Kahan's form: the error of 1 + x cancels.
            var sum = 1 + x;
            var expected = sum == 1 ? x : Math.Log(sum) * (x / (sum - 1));
            Assert.That(Units(Elementary.LogOnePlus(Real.Of(x)).Value, expected), Is.LessThanOrEqualTo(4), $"seed {Seed}: ln(1 + {x:R})");
        }
    }

    [Test]
    public void The_ends_of_the_ranges_hold()
    {
        Assert.That(Elementary.Exp(Real.Of(-709)).Value, Is.Zero);
        Assert.That(Elementary.Exp(Real.Of(double.NegativeInfinity)).Value, Is.Zero);
        Assert.That(Elementary.Exp(Real.Of(1000)).Value, Is.EqualTo(Math.Exp(709)).Within(1e-13).Percent);
        Assert.That(Elementary.Exp(Real.Of(0)).Value, Is.EqualTo(1));
        Assert.That(Elementary.Log(Real.Of(1)).Value, Is.Zero);
        Assert.That(Elementary.Log(Real.Of(double.MaxValue)).Value, Is.EqualTo(Math.Log(double.MaxValue)));
        Assert.That(Elementary.Log(Real.Of(2.2250738585072014e-308)).Value, Is.EqualTo(Math.Log(2.2250738585072014e-308)));
        Assert.That(Elementary.Absolute(Real.Of(-3)).Value, Is.EqualTo(3));
    }

    private static double Units(double actual, double expected) =>
        Math.Abs(actual - expected) / (Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected));
}
