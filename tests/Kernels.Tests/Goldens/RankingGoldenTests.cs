using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests.Goldens;

/// <summary>Ranked lists, worked by hand.</summary>
public sealed class RankingGoldenTests
{
    [TestCase("a, b, c", "a, b, c", 1)]
    [TestCase("x, a, y, b", "a, b", 0.5, Description = "(1/2 + 2/4) / 2")]
    [TestCase("a", "a, b", 0.5)]
    [TestCase("a, a, b", "a, b", 1, Description = "a repeated item counts at its first place")]
    [TestCase("", "", 1)]
    [TestCase("a", "", 0)]
    [TestCase("", "a", 0)]
    public void Average_precision(string hypothesis, string reference, double expected) =>
        Assert.That(Pair.Score("ranking-ap", hypothesis, reference), Is.EqualTo(expected).Within(1e-15));

    // Gains 2 and 1 at places 1 and 2: 2 + 1 / log2 3 is best.
    [TestCase("ranking-ndcg", "a, b", "a, b", 1)]
    [TestCase("ranking-ndcg", "b, a", "a, b", 0.8597186998521972)]
    [TestCase("ranking-ndcg:gain=equal", "b, a", "a, b", 1)]
    [TestCase("ranking-ndcg:gain=equal", "x, a", "a", 0.6309297535714574)]
    [TestCase("ranking-ndcg", "x", "a", 0)]
    [TestCase("ranking-ndcg", "", "", 1)]
    public void Discounted_gain(string metric, string hypothesis, string reference, double expected) =>
        Assert.That(Pair.Score(metric, hypothesis, reference), Is.EqualTo(expected).Within(1e-14));

    [TestCase("ranking-rbo", "a, b, c", "a, b, c", 1)]
    [TestCase("ranking-rbo", "a, b, c", "a, c, b", 0.955, Description = "half of depth 2 is lost, which weighs .1 x .9")]
    [TestCase("ranking-rbo", "a, b", "c, d", 0)]
    [TestCase("ranking-rbo", "a", "a, b", 1, Description = "extrapolated: what is seen of both agrees")]
    [TestCase("ranking-rbo:p=0", "a, b", "a, c", 1, Description = "the first place only")]
    [TestCase("ranking-rbo", "", "", 1)]
    [TestCase("ranking-rbo", "a", "", 0)]
    public void Overlap(string metric, string hypothesis, string reference, double expected) =>
        Assert.That(Pair.Score(metric, hypothesis, reference), Is.EqualTo(expected).Within(1e-15));

    [TestCase("a, b, c", "a, b, c", 1)]
    [TestCase("a, b, c", "c, b, a", -1)]
    [TestCase("a, b, c", "a, c, b", 1 / 3.0)]
    [TestCase("a", "b", -1, Description = "each list has its own item before the other's")]
    [TestCase("a, b", "a", 1, Description = "an item that is missing comes last")]
    [TestCase("a, b", "", 0, Description = "tied where both are missing")]
    [TestCase("a", "a", 1)]
    [TestCase("a", "", 0)]
    [TestCase("", "", 1)]
    public void Kendall(string hypothesis, string reference, double expected) =>
        Assert.That(Pair.Score("ranking-kendall", hypothesis, reference), Is.EqualTo(expected).Within(1e-15));

    [Test]
    public void A_label_array_is_a_list_in_its_order() => Assert.That(
        Pair.Score("ranking-kendall", new("ignored") { Labels = ["red", "blue"] }, new("ignored") { Labels = ["blue", "red"] }),
        Is.EqualTo(-1));
}
