using Accelerated.Cli.Output;

namespace Accelerated.Cli.Tests;

public sealed class HalfBlocksTests
{
    private static readonly double[,] Shares = { { 0, 0.5, 1 }, { 1, double.NaN, 0.25 }, { 0.75, 2, -1 } };

    [Test]
    public void Without_colours_a_cell_is_two_characters() => Assert.That(
        HalfBlocks.Map(3, 3, (i, j) => Shares[i, j], inColour: false), Is.EqualTo("  ▒▒██\n██  ░░\n▓▓██  \n"));

    [Test]
    public void With_colours_a_line_has_two_rows()
    {
        var map = HalfBlocks.Map(3, 2, (i, j) => Shares[i, j], inColour: true);
        Assert.That(map.Split('\n'), Has.Length.EqualTo(3));
        Assert.That(map, Does.StartWith("\u001b[38;5;232m\u001b[48;5;255m▀").And.EndWith("\u001b[38;5;255m▀\u001b[0m\n"));
    }

    [Test]
    public void A_curve_rises_from_the_bottom() => Assert.That(
        HalfBlocks.Curve([1, 2, 3, 4], lines: 2, stretch: 1), Is.EqualTo("  ▄█\n▄███\n"));

    [Test]
    public void Rounding_does_not_bend_a_flat_curve() => Assert.That(
        HalfBlocks.Curve([1 / 6.0, Math.BitDecrement(1 / 6.0)], lines: 1, stretch: 1), Is.EqualTo("▄▄\n"));

    [Test]
    public void A_flat_curve_is_half_full() => Assert.That(HalfBlocks.Curve([5, 5], lines: 2, stretch: 2), Is.EqualTo("    \n████\n"));
}
