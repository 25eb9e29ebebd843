using Accelerated.Inference.Evaluating;
using Accelerated.Metrics;

namespace Accelerated.Inference.Tests;

public sealed class TieTests
{
    [Test]
    public void A_tied_majority_counts_as_the_mean_of_the_tied_answers()
    {
        var report = Report(new EvaluationOptions([Metric.ExactMatch()]), new Problem("a", ["x", "y", "y", "x", "z"]) { Gold = ["y"] });
        Assert.Multiple(() =>
        {
            Assert.That(report["majority", "exact-match"].Value, Is.EqualTo(.5));
            Assert.That(report["majority", "exact-match"].Tied, Is.EqualTo(1));
            Assert.That(report["best expected exact-match", "exact-match"].Value, Is.EqualTo(.5));
            Assert.That(report["best expected exact-match", "exact-match"].Tied, Is.EqualTo(1));
            Assert.That(report["one sample", "exact-match"].Tied, Is.Zero);
        });
    }

    [Test]
    public void Copies_of_an_answer_are_no_tie()
    {
        var report = Report(new EvaluationOptions([Metric.ExactMatch()]), new Problem("a", ["x", "x", "y"]) { Gold = ["x"] });
        var score = report["best expected exact-match", "exact-match"];
        Assert.That((score.Value, score.Tied), Is.EqualTo((1.0, 0)));
    }

    [Test]
    public void The_most_likely_of_several_answers_that_are_equally_likely_counts_as_their_mean()
    {
        Candidate[] candidates = [new("x") { LogProbability = -1 }, new("y") { LogProbability = -1 }, new("z") { LogProbability = -2 }];
        var report = Report(new EvaluationOptions([Metric.ExactMatch()]), new Problem("a", candidates) { Gold = ["x"] });
        Assert.That((report["most likely", "exact-match"].Value, report["most likely", "exact-match"].Tied), Is.EqualTo((.5, 1)));
    }

    [TestCase(new[] { 3.0, 3.0 - 1e-10, 2.0 }, new[] { 0, 1 })]
    [TestCase(new[] { 3.0, 3.0 - 1e-8, 2.0 }, new[] { 0 })]
    [TestCase(new[] { -1e-18, 0.0, -5.0 }, new[] { 0, 1 })]
    [TestCase(new[] { double.NaN, double.NegativeInfinity, double.NegativeInfinity }, new[] { 1, 2 })]
    [TestCase(new double[0], new int[0])]
    public void Values_tie_within_a_billionth_of_the_largest(double[] values, int[] best) =>
        Assert.That(Ties.OfLargest(values), Is.EqualTo(best));

    private static EvaluationReport Report(EvaluationOptions options, params Problem[] problems)
    {
        using var evaluation = new Evaluation(options);
        Array.ForEach(problems, problem => evaluation.Add(problem));
        return evaluation.Report();
    }
}
