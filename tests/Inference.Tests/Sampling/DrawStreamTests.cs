namespace Accelerated.Inference.Tests;

public sealed class DrawStreamTests
{
    // Known answers of the Random123 library's Philox4x32-10.
    [TestCase(0u, 0u, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [TestCase(~0u, ~0u, ~0u, ~0u, ~0u, ~0u, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [TestCase(
        0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void The_generator_gives_the_published_numbers(
        uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint r0, uint r1, uint r2, uint r3) =>
        Assert.That(DrawStream.Philox(c0, c1, c2, c3, k0, k1), Is.EqualTo((r0, r1, r2, r3)));

    [Test]
    public void Numbers_are_uniform_in_the_unit_interval()
    {
        const int Draws = 64_000;
        var bins = new int[64];
        for (var i = 0; i < Draws; i++)
        {
            var u = new DrawStream(17, i / 10).Uniform(i % 10);
            Assert.That(u, Is.InRange(0.0, Math.BitDecrement(1.0)));
            bins[(int)(u * 64)]++;
        }

        var chiSquare = bins.Sum(n => (n - 1000.0) * (n - 1000.0) / 1000);
        Assert.That(chiSquare, Is.InRange(30, 110), "63 degrees of freedom, seed 17");
    }

    [Test]
    public void Seed_candidate_and_step_each_change_the_number()
    {
        double[] numbers =
        [
            new DrawStream(1, 0).Uniform(0),
            new DrawStream(2, 0).Uniform(0),
            new DrawStream(1 + (1L << 32), 0).Uniform(0),
            new DrawStream(1, 1).Uniform(0),
            new DrawStream(1, 0).Uniform(1),
        ];
        Assert.That(numbers, Is.Unique);
    }

    [Test]
    public void Derived_seeds_differ_and_are_never_negative()
    {
        var seeds = Enumerable.Range(0, 1000).SelectMany(i => new[] { DrawStream.DeriveSeed(1, i), DrawStream.DeriveSeed(-2, i) }).ToList();
        Assert.That(seeds, Is.Unique);
        Assert.That(seeds, Is.All.GreaterThanOrEqualTo(0));
    }
}
