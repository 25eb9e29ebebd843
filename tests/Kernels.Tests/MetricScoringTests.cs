using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests;

public sealed class MetricScoringTests
{
    [Test]
    public void One_pair_has_its_value() => Assert.That(Metric.TokenF1().Score("the cat sat", "a cat sat down"), Is.EqualTo(0.8));

    [Test]
    public void Rejects_a_pair_that_the_metric_cannot_read() =>
        Assert.That(() => Metric.SquaredError(MissingNumber.Error).Score("few", "1"), Throws.TypeOf<CandidateException>());

    [Test]
    public void Rejects_a_value_of_a_user_metric_that_is_not_finite() => Assert.That(
        () => Gpu.RatioScore.Metric(NonFiniteUtility.Error).Score("one", ""), Throws.TypeOf<ScorerException>());

    [Test]
    public void A_matrix_has_a_row_a_hypothesis_and_a_column_a_reference()
    {
        Assert.That(
            Metric.SquaredError().Matrix(["1", "2", "none", "1"], ["3", "5"]),
            Is.EqualTo(new[,] { { 4f, 16 }, { 1, 9 }, { float.NaN, float.NaN }, { 4, 16 } }));
        Assert.That(Metric.Levenshtein().Matrix(["a", "ab", "a"]), Is.EqualTo(new[,] { { 0f, 1, 0 }, { 1, 0, 1 }, { 0, 1, 0 } }));
    }
}
