using Accelerated.Inference.Evaluating;
using Accelerated.Metrics;

namespace Accelerated.Inference.Tests;

/// <summary>The rows that an evaluation compares.</summary>
public sealed class RowTests
{
    [Test]
    public void Each_source_has_a_row_and_the_best_one_is_chosen_on_the_other_half()
    {
        // x is right on items 0, 2, 4 and y on 1, 3, 5: what is best on one half is worst on the other.
        var items = Enumerable.Range(0, 6).Select(k =>
            new Problem($"{k}", [From("x", k % 2 == 0), From("y", k % 2 == 1)]) { Gold = ["right"] });
        var report = Report(new EvaluationOptions([Metric.ExactMatch()]), items);
        Assert.Multiple(() =>
        {
            Assert.That(report["source x", "exact-match"].Value, Is.EqualTo(.5));
            Assert.That(report["source y", "exact-match"].Value, Is.EqualTo(.5));
            Assert.That(report["best source", "exact-match"].Value, Is.Zero);
            Assert.That(report.Baseline, Is.EqualTo("majority"));
            Assert.That(report.Scores.Select(score => score.Rule), Is.EqualTo(
                new[] { "source x", "source y", "best source", "majority", "best expected exact-match", "one sample", "oracle" }));
        });

        static Candidate From(string source, bool isRight) => new(isRight ? "right" : "wrong") { Source = source };
    }

    [Test]
    public void A_source_that_only_some_items_have_has_no_row()
    {
        Problem[] items = [new("1", [new("a") { Source = "x" }, "b"]) { Gold = ["a"] }, new("2", ["a", "b"]) { Gold = ["a"] }];
        var report = Report(new EvaluationOptions([Metric.ExactMatch()]), items);
        Assert.That((report.PartialRows, report.Scores.Any(score => score.Rule == "source x")), Is.EqualTo((1, false)));
    }

    [Test]
    public void Sources_can_be_told_by_position()
    {
        Problem[] items = [new("1", ["a", "b"]) { Gold = ["a"] }, new("2", ["a", "b"]) { Gold = ["a"] }];
        var report = Report(new EvaluationOptions([Metric.ExactMatch()]) { Sources = SourceRows.Position }, items);
        Assert.That(
            (report["source 1", "exact-match"].Value, report["source 2", "exact-match"].Value, report["best source", "exact-match"].Value),
            Is.EqualTo((1.0, 0.0, 1.0)));
    }

    [Test]
    public void Given_answers_are_measured_and_do_not_vote()
    {
        using var evaluation = new Evaluation(new EvaluationOptions([Metric.ExactMatch()]) { Baseline = "rover" });
        var item = new EvaluationItem(new Problem("1", ["a", "b", "b"]) { Gold = ["a"] }) { Answers = [("rover", "a")] };
        evaluation.Add(item, default);
        var report = evaluation.Report();
        Assert.That(
            (report.Baseline, report["rover", "exact-match"].Value, report["majority", "exact-match"].Difference),
            Is.EqualTo(("rover", 1.0, -1.0)));
    }

    [Test]
    public void An_unknown_baseline_is_refused() =>
        Assert.That(
            () => Report(new EvaluationOptions([Metric.ExactMatch()]) { Baseline = "best" }, [new("1", ["a"]) { Gold = ["a"] }]),
            Throws.TypeOf<OptionException>().With.Message.EqualTo(
                "Invalid value 'best' for the baseline: expected one of the rows majority, best expected exact-match, one "
                + "sample, oracle."));

    [Test]
    public void A_consensus_is_measured_beside_the_best_candidate()
    {
        var options = new EvaluationOptions([Metric.Parse("levenshtein-words")])
        {
            Forms = [SelectionRule.Candidates, SelectionRule.Consensus],
            Risks = [Risk.Mean, Risk.Worst],
        };
        var report = Report(options, [new("1", ["x b c d", "a y c d", "a b z d"]) { Gold = ["a b c d"] }]);
        Assert.That(report["best expected levenshtein-words", "levenshtein-words"].Value, Is.EqualTo(1));
        Assert.That(report["best expected levenshtein-words, consensus", "levenshtein-words"].Value, Is.Zero);
        Assert.That(report.Scores.Select(score => score.Rule), Does.Not.Contain("best expected levenshtein-words, consensus, worst"));
        Assert.That(
            () => Report(new EvaluationOptions([Metric.SquaredError()]) { Forms = [SelectionRule.Consensus] }, []),
            Throws.TypeOf<OptionException>());
    }

    [Test]
    public void Forms_risks_and_self_pairs_each_have_a_row()
    {
        var options = new EvaluationOptions([Metric.SquaredError()])
        {
            Forms = [null, SelectionRule.Candidates],
            Risks = [Risk.Mean, Risk.Worst],
            Selves = [SelfPair.Include, SelfPair.Exclude],
        };
        var report = Report(options, [new("1", ["1", "2", "2", "9"]) { Gold = ["2"] }]);
        Assert.Multiple(() =>
        {
            var best = report.Scores.Select(score => score.Rule).Where(rule => rule.StartsWith("best", StringComparison.Ordinal));
            Assert.That(best, Is.EqualTo(new[]
            {
                "best expected squared-error", "best expected squared-error, without own vote", "best expected squared-error, worst",
                "best expected squared-error, worst, without own vote", "best expected squared-error, candidates",
            }));
            Assert.That(report["best expected squared-error", "squared-error"].Value, Is.EqualTo(1.5), "the mean, 3.5");
            Assert.That(report["best expected squared-error, candidates", "squared-error"].Value, Is.Zero);
        });
    }

    [Test]
    public void Any_two_rows_have_an_interval_and_judges_a_transfer()
    {
        var options = new EvaluationOptions([Metric.TokenF1()]) { Judges = ["exact-match"] };
        var items = Enumerable.Range(0, 10).Select(k => new Problem($"{k}", ["a b", "a b c", "x", "x"]) { Gold = ["a b"] });
        var report = Report(options, items);
        var pair = report.Pairs.Single(
            pair => (pair.Rule, pair.Baseline, pair.Metric) == ("best expected token-f1", "majority", "exact-match"));
        var transfer = report.Transfers.Single();
        Assert.Multiple(() =>
        {
            Assert.That((pair.Low, pair.High), Is.EqualTo((pair.Value, pair.Value)));
            Assert.That((transfer.Judge, transfer.IsJudged), Is.EqualTo(("exact-match", true)));
            Assert.That(transfer.Share, Is.EqualTo(transfer.JudgedGain / transfer.Gain).Or.NaN);
            Assert.That(report.Scores.Select(score => score.Rule), Has.None.EqualTo("best expected exact-match"));
        });
    }

    [Test]
    public void Items_of_a_group_are_drawn_together()
    {
        // Ten groups of ten equal items are ten observations, not a hundred.
        double Width(bool isGrouped)
        {
            using var evaluation = new Evaluation(new EvaluationOptions([Metric.ExactMatch()]));
            for (var k = 0; k < 100; k++)
            {
                var problem = new Problem($"{k}", [k / 10 % 2 == 0 ? "right" : "wrong"]) { Gold = ["right"] };
                evaluation.Add(new EvaluationItem(problem) { Greedy = "wrong", Group = isGrouped ? $"{k / 10}" : null }, default);
            }

            var score = evaluation.Report()["majority", "exact-match"];
            return score.High - score.Low;
        }

        Assert.That(Width(true) / Width(false), Is.EqualTo(Math.Sqrt(10)).Within(.5));
    }

    [Test]
    public void Sweeps_use_all_candidates_in_blocks_and_choose_on_the_other_half()
    {
        Candidate[] candidates = [Likely("a", .1), Likely("b", .6), Likely("a", .1), Likely("b", .2)];
        var options = new EvaluationOptions([Metric.ExactMatch()]) { SweepCounts = [1, 4], SweepTemperatures = [1, 10] };
        var report = Report(options, Enumerable.Range(0, 4).Select(k => new Problem($"{k}", candidates) { Gold = ["b"] }));
        Assert.Multiple(() =>
        {
            Assert.That(report["best expected exact-match, n = 1", "exact-match"].Value, Is.EqualTo(.5));
            Assert.That(report["best expected exact-match, n = 4", "exact-match"].Value, Is.EqualTo(.5), "a tie");
            Assert.That(report["best expected exact-match, temperature = 1", "exact-match"].Value, Is.EqualTo(1));
            Assert.That(report["best expected exact-match, temperature chosen", "exact-match"].Value, Is.EqualTo(1));
        });

        static Candidate Likely(string text, double probability) => new(text) { LogProbability = Math.Log(probability) };
    }

    [Test]
    public void A_sweep_leaves_out_numbers_of_candidates_that_some_items_do_not_have()
    {
        var options = new EvaluationOptions([Metric.ExactMatch()]) { SweepCounts = [1, 2, 3, 9] };
        Candidate[] three = ["a", "a", "b"];
        var report = Report(options, Enumerable.Range(0, 4).Select(k => new Problem($"{k}", three[..(k == 0 ? 2 : 3)]) { Gold = ["a"] }));
        Assert.Multiple(() =>
        {
            Assert.That(
                report.Scores.Select(score => score.Rule).Where(rule => rule.Contains("exact-match,", StringComparison.Ordinal)),
                Is.EqualTo(new[]
                {
                    "best expected exact-match, n = 1", "best expected exact-match, n = 2", "best expected exact-match, n chosen",
                }));
            Assert.That(report.TooFewFor, Is.EqualTo(new[] { (3, 1), (9, 4) }));
            Assert.That(report.PartialRows, Is.Zero);
        });
    }

    [Test]
    public void A_sweep_over_kinds_of_weights_has_a_row_for_each()
    {
        Candidate[] candidates =
        [
            new("a") { LogProbability = Math.Log(.6), Weight = 1, Tokens = [1] },
            new("b") { LogProbability = Math.Log(.3), Weight = 9, Tokens = [1, 2, 3, 4] },
            new("c") { LogProbability = Math.Log(.1), Weight = 1, Tokens = [1] },
            new("c") { LogProbability = Math.Log(.1), Weight = 1, Tokens = [1] },
        ];
        var options = new EvaluationOptions([Metric.ExactMatch()])
        {
            SweepWeights = [WeightSource.Uniform, WeightSource.Given, WeightSource.LogProbability, WeightSource.LogProbabilityPerToken],
        };
        foreach (var (gold, expected) in (IEnumerable<(string, double[])>)[("a", [0, 0, 1, 0]), ("b", [0, 1, 0, 1]), ("c", [1, 0, 0, 0])])
        {
            var report = Report(options, Enumerable.Range(0, 4).Select(k => new Problem($"{k}", candidates) { Gold = [gold] }));
            string[] rows = ["uniform", "given", "logprob", "logprob-per-token"];
            Assert.That(
                rows.Select(row => report[$"best expected exact-match, weights = {row}", "exact-match"].Value), Is.EqualTo(expected), gold);
            Assert.That(report["best expected exact-match, weights chosen", "exact-match"].Value, Is.EqualTo(1));
        }
    }

    [Test]
    public void A_cancelled_report_ends()
    {
        using var evaluation = new Evaluation(new EvaluationOptions([Metric.ExactMatch()]) { Resamples = int.MaxValue / 64 });
        evaluation.Add(new Problem("1", ["a"]) { Gold = ["a"] });
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        Assert.That(() => evaluation.Report(cancellation.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    private static EvaluationReport Report(EvaluationOptions options, IEnumerable<Problem> problems)
    {
        using var evaluation = new Evaluation(options);
        foreach (var problem in problems)
        {
            evaluation.Add(problem);
        }

        return evaluation.Report();
    }
}
