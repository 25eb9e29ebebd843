using System.Runtime.Intrinsics;

namespace Accelerated.Inference.Tests;

public sealed class VectorExpTests
{
    [Test]
    public void The_exponential_is_accurate_to_four_units_in_the_last_place()
    {
        var random = new Random(7);
        var exponents = Enumerable.Range(0, 200_000)
            .Select(k => k < 1000 ? -k * 0.7 : -random.NextDouble() * Math.Pow(10, random.NextDouble() * 8 - 5));
        foreach (var x in exponents.Append(0).Append(-1e-300))
        {
            var exact = Math.Exp(x);
            var value = VectorExp.OfNegative(Vector512.Create(x))[3];
            Assert.That(
                Math.Abs(value - exact),
                Is.LessThanOrEqualTo(x < -708 ? 1e-307 : 4 * (Math.BitIncrement(exact) - exact)),
                $"e^{x:R}, seed 7");
        }
    }

    [TestCase(-709)]
    [TestCase(-1e6)]
    [TestCase(double.NegativeInfinity)]
    public void Underflows_to_zero(double x) => Assert.That(VectorExp.OfNegative(Vector512.Create(x))[0], Is.Zero);
}
