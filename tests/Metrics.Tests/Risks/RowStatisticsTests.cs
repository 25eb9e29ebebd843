namespace Accelerated.Metrics.Tests.Risks;

public sealed class RowStatisticsTests
{
    [Test]
    public void The_standard_error_of_the_worked_example_is_that_of_a_mean_of_four()
    {
        double[] row = [1, 2.0 / 3, 0.5, 0];
        var expected = row.Average();

        Assert.That(RowStatistics.StandardError(row, [1, 1, 1, 1], expected, 4), Is.EqualTo(0.208333).Within(5e-7));
    }

    [Test]
    public void Columns_that_stand_for_several_references_give_the_error_of_the_references()
    {
        double[] apart = [1, 1, 0, 0.5];
        var expected = apart.Average();
        var wanted = Math.Sqrt(apart.Sum(u => (u - expected) * (u - expected)) / 3 / 4);

        Assert.That(RowStatistics.StandardError([1, 0, 0.5], [2, 1, 1], expected, 4), Is.EqualTo(wanted).Within(1e-15));
    }

    [Test]
    public void One_reference_has_no_standard_error()
    {
        Assert.That(RowStatistics.StandardError([1], [1], 1, 1), Is.NaN);
        Assert.That(RowStatistics.StandardError([1, 0], [1, 0], 1, RowStatistics.EffectiveSamples([1, 0])), Is.NaN);
    }

    [Test]
    public void A_column_without_weight_is_not_read() =>
        Assert.That(RowStatistics.StandardError([1, 0, double.NaN], [1, 1, 0], 0.5, 2), Is.EqualTo(0.5).Within(1e-15));

    [Test]
    public void The_effective_sample_size_is_that_of_Kish()
    {
        Assert.That(RowStatistics.EffectiveSamples([3, 3, 3, 3]), Is.EqualTo(4));
        Assert.That(RowStatistics.EffectiveSamples([7, 0]), Is.EqualTo(1));
        Assert.That(RowStatistics.EffectiveSamples([2, 1, 1]), Is.EqualTo(1 / (0.25 + 0.0625 + 0.0625)).Within(1e-15));
        Assert.That(RowStatistics.EffectiveSamples([0, 0]), Is.NaN);
    }

    [Test]
    public void Lengths_must_agree() => Assert.That(
        () => RowStatistics.StandardError([1, 2], [1], 1, 2),
        Throws.ArgumentException.With.Message.StartsWith("There are 1 weights for 2 utilities; give one each."));
}
