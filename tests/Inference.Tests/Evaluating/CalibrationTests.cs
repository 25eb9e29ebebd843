using Accelerated.Inference.Evaluating;
using Accelerated.Metrics;

namespace Accelerated.Inference.Tests;

public sealed class CalibrationTests
{
    private static readonly SureGroup[] Groups = [new(.9, 1, 0), new(.5, 2, 1), new(.1, 1, 1)];

    [Test]
    public void The_curve_is_the_mean_risk_of_the_surest() =>
        Assert.That(RiskCoverage.Curve(Groups), Is.EqualTo(new[] { (.25, 0.0), (.75, 1 / 3.0), (1.0, .5) }));

    [Test]
    public void The_area_takes_equally_sure_answers_in_any_order() =>
        Assert.That(RiskCoverage.Area(Groups), Is.EqualTo((0 + .5 / 2 + 1 / 3.0 + .5) / 4).Within(1e-12));

    [TestCase(0, .9)]
    [TestCase(.34, .5)]
    [TestCase(.5, .1)]
    [TestCase(-1, double.PositiveInfinity)]
    public void The_threshold_keeps_the_risk(double target, double threshold) =>
        Assert.That(RiskCoverage.Threshold(Groups, target), Is.EqualTo(threshold));

    [Test]
    public void Expected_values_are_given_with_and_without_the_own_vote_beside_what_came_true()
    {
        using var evaluation = new Evaluation(new EvaluationOptions([Metric.ExactMatch()]) { TargetRisk = .1, Resamples = 1 });
        for (var k = 0; k < 8; k++)
        {
            // Sure and right, or unsure and wrong.
            string[] texts = k % 4 < 2 ? ["b", "b", "b", "c"] : ["a", "a", "b", "c"];
            evaluation.Add(new Problem($"{k}", [.. texts.Select(text => new Candidate(text))]) { Gold = ["b"] });
        }

        var calibration = evaluation.Report().Calibrations.Single();
        Assert.Multiple(() =>
        {
            Assert.That(calibration.Expected, Is.EqualTo((.75 + .5) / 2).Within(1e-12));
            Assert.That(calibration.ExpectedByOthers, Is.EqualTo((2 / 3.0 + 1 / 3.0) / 2).Within(1e-12));
            Assert.That(calibration.Realised, Is.EqualTo(.5));
            Assert.That(calibration.Curve, Is.EqualTo(new[] { (.5, 0.0), (1.0, .5) }));
            Assert.That(calibration.Target!.Coverage, Is.EqualTo(.5));
            Assert.That(calibration.Target.Risk, Is.Zero);
            Assert.That(calibration.Target.Thresholds, Is.All.EqualTo(2 / 3.0).Within(1e-12));
        });
    }
}
