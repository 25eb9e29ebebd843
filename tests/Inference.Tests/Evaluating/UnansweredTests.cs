using Accelerated.Inference.Evaluating;
using Accelerated.Inference.Extraction;
using Accelerated.Metrics;

namespace Accelerated.Inference.Tests;

public sealed class UnansweredTests
{
    private static readonly Problem[] Items =
    [
        new("1", ["9", "none"]) { Gold = ["9"] },
        new("2", ["none", "no idea"]) { Gold = ["3"] },
    ];

    [TestCase("wrong", .5, 2)]
    [TestCase("drop", 1, 1)]
    public void An_item_without_an_answer_is_wrong_or_dropped(string unanswered, double value, int items)
    {
        var report = Report(unanswered, ["exact-match"], Items);
        Assert.Multiple(() =>
        {
            Assert.That(report["majority", "exact-match"].Value, Is.EqualTo(value));
            Assert.That(report["majority", "exact-match"].Items, Is.EqualTo(items));
            Assert.That(report["one sample", "exact-match"].Value, Is.EqualTo(value), "a sample is one of the answers, if there is one");
            Assert.That(report["oracle", "exact-match"].Value, Is.EqualTo(value));
        });
    }

    [Test]
    public void A_metric_without_a_worst_value_leaves_the_item_out_and_counts_it()
    {
        var report = Report("wrong", ["exact-match", "absolute-error"], Items);
        Assert.Multiple(() =>
        {
            Assert.That(report["majority", "exact-match"].Items, Is.EqualTo(2));
            Assert.That(report["majority", "absolute-error"].Items, Is.EqualTo(1));
            Assert.That(report["majority", "absolute-error"].Missing, Is.EqualTo(1));
            Assert.That(report.WithoutAnswer, Is.EqualTo(1));
        });
    }

    [Test]
    public void Refuses_an_item_without_an_answer_where_that_is_asked_for() =>
        Assert.That(() => Report("refuse", ["exact-match"], Items), Throws.TypeOf<CandidateException>().With.Message.EqualTo(
            "None of 2 candidates has an answer by 'last-number'. Draw more, or extract it in another way."));

    [Test]
    public void A_greedy_or_most_likely_text_without_an_answer_is_wrong()
    {
        using var evaluation = new Evaluation(Options("wrong", ["exact-match"]));
        Candidate[] candidates = [new("none") { LogProbability = -1 }, new("9") { LogProbability = -2 }];
        evaluation.Add(new Problem("1", candidates) { Gold = ["9"] }, greedy: "nothing");
        var report = evaluation.Report();
        Assert.That(
            (report["greedy", "exact-match"].Value, report["most likely", "exact-match"].Value, report["majority", "exact-match"].Value),
            Is.EqualTo((0.0, 0.0, 1.0)));
    }

    [Test]
    public void A_null_or_refused_candidate_leaves_the_others()
    {
        using var evaluation = new Evaluation(new EvaluationOptions([MetricCatalogue.Parse("squared-log-error")]));
        Assert.That(evaluation.Add(new Problem("1", [null!, "-5", "3"]) { Gold = ["3"] }), Is.True);
        Assert.That(evaluation.Report()["best expected squared-log-error", "squared-log-error"].Value, Is.Zero);
    }

    [TestCase(0, 1.0)]
    [TestCase(1, .75)]
    public void Several_right_answers_count_as_the_best_or_as_their_mean(int reduction, double value)
    {
        using var evaluation = new Evaluation(new EvaluationOptions([Metric.TokenF1()]) { GoldReduction = (GoldReduction)reduction });
        evaluation.Add(new Problem("1", ["City of Paris", "Lyon"]) { Gold = ["City of Paris", "Paris"] });
        Assert.That(evaluation.Report()["oracle", "token-f1"].Value, Is.EqualTo(value).Within(1e-12));
    }

    private static EvaluationReport Report(string unanswered, string[] metrics, Problem[] problems)
    {
        using var evaluation = new Evaluation(Options(unanswered, metrics));
        Array.ForEach(problems, problem => evaluation.Add(problem));
        return evaluation.Report();
    }

    private static EvaluationOptions Options(string unanswered, string[] metrics) => new([.. metrics.Select(MetricCatalogue.Parse)])
    {
        Extractor = AnswerExtractor.Parse("last-number"),
        Unanswered = Enum.Parse<UnansweredItems>(unanswered, ignoreCase: true),
        Resamples = 10,
    };
}
