namespace Accelerated.Metrics.Tests.Decisions;

public sealed class CostMatrixTests
{
    [Test]
    public void The_answer_of_least_expected_cost_is_taken()
    {
        // To miss truth 1 costs ten times as much as a false alarm.
        var costs = new CostMatrix([0, 1, 10, 0], 2);

        Assert.That(costs.Decide([0.8, 0.2], out var expected), Is.EqualTo(1));
        Assert.That(expected, Is.EqualTo(0.8).Within(1e-15));
        Assert.That(costs.Decide([95, 5], out expected), Is.Zero);
        Assert.That(expected, Is.EqualTo(0.5).Within(1e-15));
    }

    [Test]
    public void An_answer_may_abstain()
    {
        var costs = new CostMatrix([0, 1, 0.3, 1, 0, 0.3], 2);

        Assert.That(costs.Decide([0.5, 0.5], out var expected), Is.EqualTo(2));
        Assert.That(expected, Is.EqualTo(0.3).Within(1e-15));
        Assert.That(costs.Decide([0.9, 0.1], out _), Is.Zero);
    }

    [Test]
    public void Of_equal_costs_the_lowest_answer_wins() => Assert.That(new CostMatrix([1, 0, 0, 1], 2).Decide([1, 1], out _), Is.Zero);

    [Test]
    public void Rejects_costs_that_do_not_make_a_matrix()
    {
        Assert.That(() => new CostMatrix([1, 2, 3], 2), Throws.ArgumentException.With.Message.StartsWith(
            "3 costs do not make a matrix of 2 rows; give the same number for each truth, at least one."));
        Assert.That(() => new CostMatrix([1, 2, double.NaN, 4], 2), Throws.ArgumentException.With.Message.StartsWith(
            "The cost of answer 0 under truth 1 is NaN; it must be finite. To forbid an answer, give it a large cost."));
        Assert.That(
            () => new CostMatrix([1], 1).Decide([1, 1], out _),
            Throws.ArgumentException.With.Message.StartsWith("There are 2 weights for 1 samples; give one each."));
    }
}
