using Accelerated.Inference.Planning;
using Accelerated.Metrics;

namespace Accelerated.Inference.Tests.Planning;

public sealed class DrawingPlannerTests
{
    private static readonly double[] Differences = [.1, -.05, .2, 0, .15, -.1, .05, .1];

    private static DrawingPlan PlanOf(Metric metric, TimeSpan? drawing, params Problem[] problems)
    {
        using var planner = new DrawingPlanner(metric);
        Array.ForEach(problems, problem => planner.Add(problem));
        return planner.Plan(drawing);
    }

    // z is 1.644854 at 95 %, 2.326348 at 99 % and 0.674490 at 75 %.
    [TestCase(.95, 9)]
    [TestCase(.99, 18)]
    [TestCase(.75, 2)]
    public void The_stable_count_is_that_of_paired_differences(double confidence, long count) =>
        Assert.That(DrawingPlanner.StableCount(Differences, confidence), Is.EqualTo(count));

    [Test]
    public void Equal_differences_need_one_vote_and_none_at_all_never_enough()
    {
        Assert.That(DrawingPlanner.StableCount([.5, .5, .5]), Is.EqualTo(1));
        Assert.That(DrawingPlanner.StableCount([.5, -.5]), Is.EqualTo(long.MaxValue));
        Assert.That(DrawingPlanner.StableCount([0, 0]), Is.EqualTo(long.MaxValue));
    }

    // Drawing as many votes as it says, the better of two is ahead in about 95 of 100 cases.
    [Test]
    public void So_many_votes_keep_the_confidence()
    {
        var random = new Random(3);
        double[] pilot = [.. Enumerable.Range(0, 20_000).Select(_ => Draw())];
        var count = (int)DrawingPlanner.StableCount(pilot);
        var right = Enumerable.Range(0, 4000).Count(_ => Enumerable.Range(0, count).Sum(_ => Draw()) > 0);
        Assert.That(right / 4000.0, Is.EqualTo(.95).Within(.015));

        double Draw() => random.NextDouble() < .6 ? random.NextDouble() : -random.NextDouble();
    }

    [Test]
    public void Costs_are_in_proportion_to_the_pilot()
    {
        Candidate[] candidates = [.. Enumerable.Range(0, 4).Select(k => new Candidate($"a {k % 2}") { Tokens = [1, 2, 3] })];
        var plan = PlanOf(Metric.TokenF1(), TimeSpan.FromSeconds(4), new Problem("1", candidates), new Problem("2", candidates));
        Assert.That((plan.Problems, plan.PilotCandidates), Is.EqualTo((2, 4)));
        Assert.That((plan.SecondsPerCandidate, plan.TokensPerCandidate), Is.EqualTo((.5, 3.0)));
        Assert.That(plan.Counts.Select(count => count.Candidates), Is.EqualTo(new[] { 1, 2, 4, 8, 16, 32 }));
        Assert.That(plan.Counts.Select(count => count.Seconds), Is.EqualTo(new[] { .5, 1, 2, 4, 8, 16 }));
        Assert.That(plan.Counts.Select(count => count.Tokens), Is.EqualTo(new[] { 3.0, 6, 12, 24, 48, 96 }));
        Assert.That(plan.Counts.Skip(3).Select(count => count.Expected), Is.All.NaN);
    }

    [Test]
    public void The_curve_rises_to_what_the_selection_expects([Values("token-f1", "levenshtein")] string name)
    {
        var metric = Metric.Parse(name);
        var problem = new Problem("q", [.. "a b c|a b d|a b c|x y|a c|b c d|a b|z z z".Split('|').Select(text => new Candidate(text))]);
        var plan = PlanOf(metric, null, problem);
        using var selector = new Selector(new(metric));
        var counts = plan.Counts.TakeWhile(count => count.Candidates <= 8).ToList();
        Assert.That(counts[^1].Expected, Is.EqualTo(selector.Select(problem).Expected).Within(1e-12));
        var gains = counts.Select(count => name == "levenshtein" ? -count.Expected : count.Expected).ToArray();
        Assert.That(gains[^1], Is.GreaterThan(gains[0]));
        Assert.That(plan.EnoughCandidates, Is.AnyOf(2, 4, 8));
        Assert.That(plan.SecondsPerCandidate, Is.NaN);
    }

    [Test]
    public void A_problem_without_a_rival_is_stable_at_once()
    {
        var plan = PlanOf(Metric.ExactMatch(), null, new("1", ["a", "a"]), new("2", ["b"]), new("3", ["a", "b"]));
        Assert.That(plan.StableCounts, Is.EqualTo(new[] { 1, 1, long.MaxValue }));
        Assert.That(plan.StableWith(.5), Is.EqualTo(1));
        Assert.That(plan.StableWith(1), Is.EqualTo(long.MaxValue));
        Assert.That(plan.Counts[0].StableShare, Is.EqualTo(2 / 3.0).Within(1e-12));
    }

    [Test]
    public void Rejects_what_cannot_be_planned()
    {
        Assert.That(() => new DrawingPlanner(Metric.ChrF(), .5), Throws.TypeOf<OptionException>().With.Message.Contains("above 0.5"));
        Assert.That(() => DrawingPlanner.StableCount([1]), Throws.ArgumentException);
        Assert.That(() => PlanOf(Metric.ChrF(), null), Throws.InvalidOperationException);
        Assert.That(
            () => PlanOf(Metric.ChrF(), null, new Problem("q", ["a"]) { References = ["b"] }),
            Throws.TypeOf<CandidateException>().With.Message.Contains("references of its own"));
        Assert.That(() => PlanOf(Metric.ChrF(), null, new Problem("q", ["a"])).StableWith(0), Throws.TypeOf<ArgumentOutOfRangeException>());
    }
}
