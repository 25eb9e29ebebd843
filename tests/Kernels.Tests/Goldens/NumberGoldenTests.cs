using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests.Goldens;

/// <summary>Hand-worked values of the numeric and vector metrics.</summary>
public sealed class NumberGoldenTests
{
    [TestCase("squared-error", "3", "5", 4)]
    [TestCase("absolute-error", "3", "5.5", 2.5)]
    [TestCase("huber", "3", "3.5", 0.125)]
    [TestCase("huber", "3", "5", 1.5)]
    [TestCase("huber:delta=2", "0", "5", 8)]
    [TestCase("pinball:tau=0.9", "1", "2", 0.9)]
    [TestCase("pinball:tau=0.9", "2", "1", 0.1)]
    [TestCase("log-cosh", "0", "0", 0)]
    [TestCase("log-cosh", "0", "1", 0.4337808304830271)]
    [TestCase("log-cosh", "0", "-1000", 999.3068528194401)]
    [TestCase("log-cosh", "0", "1e-8", 5e-17)]
    [TestCase("relative-error", "3", "-2", 2.5)]
    [TestCase("relative-error:squared=true", "3", "-2", 6.25)]
    [TestCase("squared-log-error", "0", "1.718281828459045", 1)]
    [TestCase("epsilon-insensitive", "3", "3.5", 0)]
    [TestCase("epsilon-insensitive", "3", "5.5", 1.5)]
    [TestCase("epsilon-insensitive:epsilon=0", "3", "5.5", 2.5)]
    [TestCase("linex", "1", "0", 0.71828182845904524)]
    [TestCase("linex", "0", "1", 0.36787944117144232)]
    [TestCase("linex:a=-1", "0", "1", 0.71828182845904524)]
    [TestCase("linex", "1e-8", "0", 5.0000000166666667e-17)]
    [TestCase("linex:a=2", "0", "50", 99)]
    [TestCase("circular-error", "350", "10", 20)]
    [TestCase("circular-error", "-10", "370", 20)]
    [TestCase("circular-error", "0", "180", 180)]
    [TestCase("circular-error", "90", "90", 0)]
    [TestCase("circular-error:period=24", "23.5", "0.25", 0.75)]
    [TestCase("circular-error:period=24", "12", "1e30", 12, Description = "without digits for a place, at most half a turn")]
    [TestCase("hit", "10", "11", 1)]
    [TestCase("hit", "10", "11.5", 0)]
    [TestCase("hit:delta=0", "3", "3.0", 1)]
    [TestCase("absolute-error", " 3e2 ", "-0.5", 300.5)]
    [TestCase("absolute-error:number=last", "Of 7 days I worked 5.", "so -1,234.5", 1239.5)]
    [TestCase("absolute-error:number=first", "Of 7 days I worked 5.", "x2 is 10-3", 3)]
    public void Losses(string metric, string hypothesis, string reference, double expected) =>
        Assert.That(
            Pair.Score(metric, hypothesis, reference), Is.EqualTo(expected).Within(1e-14).Percent.Or.EqualTo(expected).Within(1e-15));

    [Test]
    public void A_reference_of_zero_is_refused_by_the_relative_error_but_not_an_answer_of_zero()
    {
        Assert.That(Pair.Score("relative-error", "0", "5"), Is.EqualTo(1));
        Assert.That(
            () => Pair.Score("relative-error", "5", "0.0"),
            Throws.TypeOf<CandidateException>().With.Message.EqualTo(
                "Reference 0 is 0; relative-error divides by the reference. Leave it out, or use another metric."));
    }

    [Test]
    public void Numbers_of_minus_one_and_less_are_refused_by_the_squared_log_error() => Assert.That(
        () => Pair.Score("squared-log-error", "1", "-1"),
        Throws.TypeOf<CandidateException>().With.Message.EqualTo(
            "Reference 0 is -1; squared-log-error is defined above -1 only. Leave it out, or use another metric."));

    [TestCase("cosine", new[] { 3f, 4 }, new[] { 4f, 3 }, 0.96)]
    [TestCase("cosine", new[] { 1f, 2, 3 }, new[] { -1f, -2, -3 }, -1)]
    [TestCase("cosine", new[] { 0f, 0 }, new[] { 1f, 0 }, 0)]
    [TestCase("euclidean", new[] { 3f, 4 }, new[] { 0f, 0 }, 5)]
    [TestCase("euclidean", new[] { 0.1f, 0.3f }, new[] { 0.1f, 0.3f }, 0)]
    public void Vectors(string metric, float[] hypothesis, float[] reference, double expected) =>
        Assert.That(
            Pair.Score(metric, new("") { Vector = hypothesis }, new("") { Vector = reference }), Is.EqualTo(expected).Within(1e-15));
}
