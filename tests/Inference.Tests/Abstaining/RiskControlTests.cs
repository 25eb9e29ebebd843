using Accelerated.Inference.Abstaining;
using Accelerated.Metrics;

namespace Accelerated.Inference.Tests.Abstaining;

public sealed class RiskControlTests
{
    private static readonly ScoredLoss[] Nine =
        [new(.9, 0), new(.8, 0), new(.7, 0), new(.6, 1), new(.5, 0), new(.4, 1), new(.3, 1), new(.2, 0), new(.1, 1)];

    [TestCase(.2, .5)]
    [TestCase(.3, .4)]
    [TestCase(.05, double.PositiveInfinity)]
    [TestCase(.6, double.NegativeInfinity)]
    public void The_threshold_keeps_the_bound(double risk, double threshold) =>
        Assert.That(RiskControl.Threshold(Nine, risk), Is.EqualTo(threshold));

    [Test]
    public void Too_few_labels_answer_never() =>
        Assert.That(RiskControl.Threshold([new(.9, 0), new(.8, 0)], .1), Is.EqualTo(double.PositiveInfinity));

    [Test]
    public void A_greatest_loss_scales_all() => Assert.That(
        RiskControl.Threshold([.. Nine.Select(answer => answer with { Loss = 100 * answer.Loss })], 20, 100), Is.EqualTo(.5));

    [Test]
    public void The_order_of_answers_decides_nothing() =>
        Assert.That(RiskControl.Threshold([.. Nine.Reverse()], .2), Is.EqualTo(.5));

    [Test]
    public void A_score_that_is_no_number_is_never_answered() => Assert.That(
        RiskControl.Threshold([.. Enumerable.Repeat(new ScoredLoss(double.NaN, 1), 9)], .2), Is.EqualTo(double.NegativeInfinity));

    // The definition, threshold by threshold: the smallest that keeps the bound.
    [Test]
    public void Equals_the_definition([Range(1, 20)] int seed)
    {
        var random = new Random(seed);
        ScoredLoss[] answers = [.. Enumerable.Range(0, random.Next(1, 60))
            .Select(_ => new ScoredLoss(random.Next(10), random.Next(5) / 4.0))];
        var risk = .05 + .9 * random.NextDouble();
        var expected = answers.Select(answer => answer.Score).Append(double.NegativeInfinity).Append(double.PositiveInfinity).Order()
            .First(t => t == double.PositiveInfinity
                || (answers.Where(answer => answer.Score >= t).Sum(answer => answer.Loss) + 1) / (answers.Length + 1) <= risk);
        Assert.That(RiskControl.Threshold(answers, risk), Is.EqualTo(expected));
    }

    // Over many data sets, the mean loss of one new answer is within what was asked for.
    [TestCase(.05)]
    [TestCase(.1)]
    [TestCase(.3)]
    public void The_risk_is_kept_on_new_answers(double risk)
    {
        const int sets = 4000;
        var random = new Random(11);
        var (loss, answered) = (0.0, 0);
        for (var set = 0; set < sets; set++)
        {
            var threshold = RiskControl.Threshold([.. Enumerable.Range(0, 60).Select(_ => Draw())], risk);
            var next = Draw();
            if (next.Score >= threshold)
            {
                loss += next.Loss;
                answered++;
            }
        }

        // Three standard errors of a mean of losses up to 1.
        Assert.That(loss / sets, Is.LessThan(risk + 3 * Math.Sqrt(risk / sets)));
        Assert.That(answered, Is.GreaterThan(sets / 10));

        ScoredLoss Draw()
        {
            var score = random.NextDouble();
            return new ScoredLoss(score, random.NextDouble() < score ? 0 : random.NextDouble());
        }
    }

    [Test]
    public void Rejects_what_cannot_be_kept([Values(0, 1, -1, double.NaN)] double risk) =>
        Assert.That(() => RiskControl.Threshold(Nine, risk), Throws.TypeOf<OptionException>().With.Message.Contains("above 0 and below 1"));

    [Test]
    public void Rejects_a_loss_outside_its_range([Values(-.1, 1.1, double.NaN)] double loss) =>
        Assert.That(() => RiskControl.Threshold([new(1, loss)], .2), Throws.ArgumentException.With.Message.Contains("expected 0 to 1"));

    [Test]
    public void A_rule_answers_sure_decisions_only([Values("token-f1", "absolute-error")] string name)
    {
        var metric = Metric.Parse(name);
        using var selector = new Selector(new(metric));
        Problem[] problems = [.. Enumerable.Range(0, 40).Select(k => new Problem($"{k}", k % 4 == 0 ? ["1", "5", "9"] : ["3", "3", "3"])
        {
            Gold = [k % 4 == 0 ? "7" : "3"],
        })];
        (Selection, double)[] decisions = [.. problems.Select(problem =>
        {
            var selection = selector.Select(problem);
            return (selection, AbstentionRule.LossOf(metric, selection.Text, problem.Gold!));
        })];
        var rule = AbstentionRule.Fit(metric, decisions, .1, 1);
        Assert.That((rule.Labelled, rule.Answered, rule.IsNever), Is.EqualTo((40, 30, false)));
        Assert.That(decisions.Select(decision => rule.Answers(decision.Item1)), Is.EqualTo(problems.Select((_, k) => k % 4 != 0)));
    }

    [Test]
    public void A_loss_without_end_needs_a_greatest_one() => Assert.That(
        () => AbstentionRule.Fit(Metric.SquaredError(), [], .1),
        Throws.TypeOf<OptionException>().With.Message.StartsWith("squared-error has no greatest loss"));
}
