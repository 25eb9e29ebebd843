using Accelerated.Inference.Evaluating;
using Accelerated.Metrics;

namespace Accelerated.Inference.Tests;

public sealed class EvaluationTests
{
    private static Candidate Weighted(string text, double probability) =>
        new(text) { LogProbability = Math.Log(probability), Weight = probability };

    [Test]
    public void Measures_rules_by_every_metric_against_the_right_answers()
    {
        using var evaluation = new Evaluation(
            new EvaluationOptions([MetricCatalogue.Parse("squared-error"), MetricCatalogue.Parse("absolute-error")])
            {
                Weights = WeightSource.Given,
            });
        // Most likely and median 3, mean 2.4; right: 2. Most likely 1, median 2, mean 2.3; right: 4.
        Assert.That(evaluation.Add(new Problem("a", [Weighted("1", .3), Weighted("3", .7)]) { Gold = ["2"] }), Is.True);
        var second = new Problem("b", [Weighted("1", .4), Weighted("2", .25), Weighted("4", .35)]) { Gold = ["4"] };
        Assert.That(evaluation.Add(second), Is.True);
        Assert.That(evaluation.Add(new Problem("c", ["1"])), Is.False, "without a right answer");
        var report = evaluation.Report();
        Assert.Multiple(() =>
        {
            Assert.That(report.Items, Is.EqualTo(2));
            Assert.That(report.Unusable, Is.EqualTo(1));
            Assert.That(report.Baseline, Is.EqualTo("most likely"));
            Assert.That(report["most likely", "squared-error"].Value, Is.EqualTo(Math.Sqrt((1 + 9) / 2.0)).Within(1e-12));
            Assert.That(
                report["best expected squared-error", "squared-error"].Value, Is.EqualTo(Math.Sqrt((.16 + 1.7 * 1.7) / 2)).Within(1e-9));
            Assert.That(report["best expected absolute-error", "absolute-error"].Value, Is.EqualTo((1 + 2) / 2.0).Within(1e-12));
            Assert.That(report["oracle", "absolute-error"].Value, Is.EqualTo(.5).Within(1e-12));
            Assert.That(
                report["one sample", "absolute-error"].Value,
                Is.EqualTo((1 + (.4 * 3 + .25 * 2)) / 2).Within(1e-9),
                "a sample is drawn by its weight");
            Assert.That(report["most likely", "squared-error"].Low, Is.Zero);
        });
    }

    [Test]
    public void The_interval_of_a_constant_difference_is_that_difference()
    {
        using var evaluation = new Evaluation(new EvaluationOptions([MetricCatalogue.Parse("exact-match")]));
        for (var i = 0; i < 20; i++)
        {
            evaluation.Add(new Problem($"{i}", ["wrong", "right", "right"]) { Gold = ["right"] }, greedy: "wrong");
        }

        var report = evaluation.Report();
        var score = report["majority", "exact-match"];
        Assert.Multiple(() =>
        {
            Assert.That(report.Baseline, Is.EqualTo("greedy"));
            Assert.That((score.Value, score.Difference, score.Low, score.High), Is.EqualTo((1.0, 1.0, 1.0, 1.0)));
            Assert.That(report["one sample", "exact-match"].Value, Is.EqualTo(2 / 3.0).Within(1e-12));
        });
    }

    [Test]
    public void Rules_are_compared_on_the_same_resampled_items()
    {
        // The errors vary much from item to item, their difference not at all: an unpaired interval would be wide.
        using var evaluation = new Evaluation(new EvaluationOptions([MetricCatalogue.Parse("absolute-error")]));
        for (var i = 0; i < 50; i++)
        {
            evaluation.Add(new Problem($"{i}", [$"{i * i}"]) { Gold = ["-1"] }, greedy: $"{i * i + 2}");
        }

        var score = evaluation.Report()["majority", "absolute-error"];
        Assert.That(new[] { score.Difference, score.Low, score.High }, Is.All.EqualTo(-2).Within(1e-9));
    }

    [Test]
    public void Half_right_has_the_binomial_interval()
    {
        using var evaluation = new Evaluation(new EvaluationOptions([MetricCatalogue.Parse("exact-match")]) { Resamples = 4000 });
        for (var i = 0; i < 400; i++)
        {
            evaluation.Add(new Problem($"{i}", [i % 2 == 0 ? "right" : "wrong"]) { Gold = ["right"] }, greedy: "wrong");
        }

        var score = evaluation.Report()["majority", "exact-match"];
        Assert.Multiple(() =>
        {
            Assert.That(score.Low, Is.EqualTo(.5 - 1.96 * Math.Sqrt(.25 / 400)).Within(.01));
            Assert.That(score.High, Is.EqualTo(.5 + 1.96 * Math.Sqrt(.25 / 400)).Within(.01));
        });
    }

    [Test]
    public void Counts_unreadable_answers_instead_of_scoring_them_zero()
    {
        using var evaluation = new Evaluation(new EvaluationOptions([MetricCatalogue.Parse("absolute-error")]));
        evaluation.Add(new Problem("a", ["5", "7"]) { Gold = ["6"] }, greedy: "none");
        evaluation.Add(new Problem("b", ["5", "7"]) { Gold = ["6"] }, greedy: "6");
        var report = evaluation.Report();
        Assert.Multiple(() =>
        {
            Assert.That(report["greedy", "absolute-error"].Missing, Is.EqualTo(1));
            Assert.That(report["greedy", "absolute-error"].Value, Is.Zero);
        });
    }

    [Test]
    public void Skips_a_problem_without_candidates_and_rejects_a_null_metric()
    {
        using var evaluation = new Evaluation(new EvaluationOptions([MetricCatalogue.Parse("token-f1")]));
        Assert.That(evaluation.Add(new Problem("a", null!) { Gold = ["x"] }), Is.False);
        Assert.That(evaluation.Unusable, Is.EqualTo(1));
        Assert.That(() => new Evaluation(new EvaluationOptions([null!])), Throws.TypeOf<OptionException>());
    }

    [Test]
    public void Rejects_an_empty_comparison()
    {
        using var evaluation = new Evaluation(new EvaluationOptions([MetricCatalogue.Parse("token-f1")]));
        evaluation.Add(new Problem("a", ["x"]));
        Assert.That(evaluation.Report, Throws.TypeOf<CandidateException>().With.Message.EqualTo(
            "None of 1 items has both a right answer and a readable candidate; there is nothing to compare. Give items a 'gold'."));
    }
}
