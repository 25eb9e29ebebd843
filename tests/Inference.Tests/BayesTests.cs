using Accelerated.Metrics;

namespace Accelerated.Inference.Tests;

public sealed class BayesTests
{
    [TestCase("squared-error", 4, 4)] // the mean, which is a candidate
    [TestCase("absolute-error", 2, 1)]
    [TestCase("huber", 2.5, -1)]
    [TestCase("pinball:tau=0.9", 11, 3)]
    public void The_best_number_need_not_be_a_candidate(string metric, double value, int index)
    {
        var selection = Select(metric, metric == "squared-error" ? ["1", "2", "2", "11", "4.0"] : ["1", "2", "2", "11", "4"]);
        Assert.That(selection.Value!.Number, Is.EqualTo(value).Within(1e-9));
        Assert.That(selection.Index, Is.EqualTo(index));
        Assert.That(
            selection.Text, Is.EqualTo(metric switch { "squared-error" => "4.0", "huber" => "2.5", "absolute-error" => "2", _ => "11" }));
    }

    [Test]
    public void Reports_expected_loss_error_and_margin_of_the_value()
    {
        var selection = Select("squared-error", "1", "2", "6", "none");
        Assert.That(selection.Value!.Number, Is.EqualTo(3));
        Assert.That(selection.Index, Is.EqualTo(-1));
        Assert.That(selection.Text, Is.EqualTo("3"));
        Assert.That(selection.Expected, Is.EqualTo(14 / 3.0).Within(1e-12)); // 4, 1, 9
        Assert.That(selection.Margin, Is.EqualTo(1).Within(1e-12)); // the best candidate is 2: 1, 0, 16
        Assert.That(
            selection.StandardError,
            Is.EqualTo(Math.Sqrt(new[] { 4, 1, 9 }.Sum(loss => (loss - 14 / 3.0) * (loss - 14 / 3.0)) / 2 / 3)).Within(1e-12));
        Assert.That(selection.Skipped, Is.EqualTo(1));
        Assert.That(selection.Ranking.Select(ranked => ranked.Index), Is.EqualTo(new[] { 1, 0, 2 }));
    }

    [Test]
    public void Given_weights_count()
    {
        using var selector = new Selector(
            new(MetricCatalogue.Parse("squared-error")) { Rule = SelectionRule.Bayes, Weights = WeightSource.Given });
        var selection = selector.Select(
            new Problem("q", [new Candidate("1") { Weight = .5 }, new Candidate("2") { Weight = .3 }, new Candidate("3") { Weight = .2 }]));
        Assert.That(selection.Value!.Number, Is.EqualTo(1.7).Within(1e-9));
    }

    [Test]
    public void Reports_a_reference_outside_the_domain_of_the_loss()
    {
        using var selector = new Selector(new(MetricCatalogue.Parse("relative-error")) { Rule = SelectionRule.Bayes });
        Assert.That(
            () => selector.Select(new Problem("q", ["1", "0"])),
            Throws.TypeOf<CandidateException>().With.Message.EqualTo(
                "Reference 1 is 0; relative-error divides by the reference. Leave it out, or use another metric."));
    }

    private static Selection Select(string metric, params string[] texts)
    {
        using var selector = new Selector(new(MetricCatalogue.Parse(metric)) { Rule = SelectionRule.Bayes });
        return selector.Select(new Problem("q", [.. texts.Select(text => new Candidate(text))]));
    }
}
