using Accelerated.Inference.Explaining;
using Accelerated.Metrics;

namespace Accelerated.Inference.Tests.Explaining;

public sealed class ExplanationTests
{
    private static readonly double[][] Readme = [[1, 2 / 3.0, .5, 0], [2 / 3.0, 1, .4, 0], [.5, .4, 1, 0], [0, 0, 0, 1]];
    private static readonly double[][] TwoPairs = [[1, .8, .1, .2], [.7, 1, .2, .1], [.1, .2, 1, .9], [.2, .1, .9, 1]];

    // Candidates are named by their row.
    private static Metric Table(double[][] utilities, Direction direction = Direction.HigherIsBetter) => Metric.Create(
        "table",
        (h, r) => utilities[int.Parse(h)][int.Parse(r)],
        direction,
        minimum: 0,
        maximum: direction == Direction.HigherIsBetter ? 1 : double.PositiveInfinity);

    private static Problem Square(int count) => new("q", [.. Enumerable.Range(0, count).Select(k => new Candidate($"{k}"))]);

    private static Explanation Explain(SelectionOptions options, Problem problem, double? agreement = null)
    {
        using var selector = new Selector(options);
        return selector.Explain(problem, agreement);
    }

    [Test]
    public void Supporters_share_the_expected_value()
    {
        var explanation = Explain(new(Table(Readme)), Square(4));
        Assert.That(explanation.Supporters.Select(supporter => supporter.Index), Is.EqualTo(new[] { 0, 1, 2, 3 }));
        Assert.That(
            explanation.Supporters.Select(supporter => supporter.Share),
            Is.EqualTo(new[] { .461538462, .307692308, .230769231, 0 }).Within(1e-9));
        Assert.That(explanation.Supporters.Select(supporter => supporter.Weight), Is.All.EqualTo(.25));
    }

    [Test]
    public void A_vote_decides_if_another_answer_wins_without_it()
    {
        var explanation = Explain(new(Table(Readme)), Square(4));
        Assert.That(explanation.DecidingVotes, Is.EqualTo(new[] { new DecidingVote(0, "0", 1, "1") }));
    }

    [TestCase(.7, 2)]
    [TestCase(.95, 4)]
    [TestCase(.1, 1)]
    public void Votes_that_agree_form_clusters(double agreement, int clusters)
    {
        var explanation = Explain(new(Table(TwoPairs)), Square(4), agreement);
        Assert.That(explanation.Clusters, Has.Count.EqualTo(clusters));
        Assert.That(explanation.Entropy, Is.EqualTo(Math.Log(clusters)).Within(1e-12));
        Assert.That(explanation.Clusters.Sum(cluster => cluster.Weight), Is.EqualTo(1).Within(1e-12));
        Assert.That(explanation.Clusters[0].HoldsAnswer);
        Assert.That(explanation.Clusters[0].Members, Does.Contain(explanation.Selection.Index));
    }

    [Test]
    public void The_usual_agreement_is_seven_tenths_of_the_best()
    {
        var explanation = Explain(new(Table(TwoPairs)), Square(4));
        Assert.That(explanation.Agreement, Is.EqualTo(.7));
        Assert.That(explanation.Clusters.Select(cluster => cluster.Members), Is.EqualTo(new int[][] { [2, 3], [0, 1] }));
    }

    [Test]
    public void The_margin_in_standard_errors_is_that_of_paired_differences()
    {
        double[] d = [.1, -.05, .2, 0, .15, -.1, .05, .1];
        double[][] rows = [[.. d.Select(v => .5 + v)], [.. d.Select(_ => .5)]];
        var problem = new Problem("q", ["0", "1"]) { References = [.. d.Select((_, k) => new Candidate($"{k}"))] };
        var explanation = Explain(new(Table([.. rows.Concat(Enumerable.Repeat(new double[8], 6))])), problem);

        // The mean is .05625, the deviation .10155048.
        Assert.That(explanation.MarginErrors, Is.EqualTo(.05625 / (.10155048 / Math.Sqrt(8))).Within(1e-6));
    }

    [Test]
    public void A_winner_of_noise_is_worth_less_by_other_votes()
    {
        var random = new Random(7);
        double[][] noise = [.. Enumerable.Range(0, 24).Select(_ => Enumerable.Range(0, 24).Select(_ => random.NextDouble()).ToArray())];
        var problem = new Problem("q", [.. Enumerable.Range(0, 24).Select(k => new Candidate($"{k}"))])
        {
            References = [.. Enumerable.Range(0, 24).Select(k => new Candidate($"{k}"))],
        };
        var held = Explain(new(Table(noise)), problem).HeldOut!;
        Assert.That(held.Optimism, Is.EqualTo(held.Chosen - held.HeldOut).Within(1e-12).And.GreaterThan(.05));
        Assert.That(held.HeldOut, Is.EqualTo(.5).Within(.1));
        Assert.That(held.Splits, Is.EqualTo(32));

        double[][] losses = [.. noise.Select(row => row.Select(u => 1 - u).ToArray())];
        var asLoss = Explain(new(Table(losses, Direction.LowerIsBetter)), problem).HeldOut!;
        Assert.That(asLoss.Optimism, Is.EqualTo(held.Optimism).Within(1e-9));
    }

    // The oracle selects anew from a problem with one reference less.
    [Test]
    public void Deciding_votes_are_those_that_a_selection_without_them_shows(
        [Values(1, 2, 3)] int seed, [Values] SelectionRule rule, [Values("mean", "worst", "cvar:0.3")] string risk)
    {
        if (rule != SelectionRule.Candidates && risk != "mean")
        {
            Assert.Pass("Answers beyond the candidates are of the mean.");
        }

        var random = new Random(seed);
        Candidate[] texts = [.. Enumerable.Range(0, 9).Select(_ => new Candidate(
            string.Join(' ', Enumerable.Range(0, 3).Select(_ => "abcd"[random.Next(4)]))))];
        Candidate[] references = [.. texts, texts[0]];
        var options = new SelectionOptions(Metric.TokenF1()) { Rule = rule, Risk = Risk.Parse(risk) };
        using var selector = new Selector(options);
        var problem = new Problem("q", texts) { References = references };
        var explanation = selector.Explain(problem);
        for (var k = 0; k < references.Length; k++)
        {
            var without = selector.Select(new Problem("q", texts) { References = [.. references.Where((_, j) => j != k)] });
            var changes = rule != SelectionRule.Candidates
                ? without.Text != explanation.Selection.Text
                : new Selector(options).Encode(new Problem("e", [explanation.Selection.Text, without.Text])).Rows > 1;
            var first = Array.FindIndex(references, other => Same(other, references[k]));
            Assert.That(explanation.DecidingVotes.Any(vote => vote.Index == first && vote.OtherText == without.Text), Is.EqualTo(changes));
        }

        bool Same(Candidate a, Candidate b) => selector.Encode(new Problem("e", [a, b])).Rows == 1;
    }

    [Test]
    public void A_voter_that_does_not_vote_for_itself_is_explained_without_its_vote()
    {
        var explanation = Explain(new(Table(Readme)) { Self = SelfPair.Exclude }, Square(4));
        Assert.That(explanation.Selection.Index, Is.EqualTo(0));
        Assert.That(explanation.Supporters.Select(supporter => supporter.Index), Is.EqualTo(new[] { 1, 2, 3 }));
        Assert.That(explanation.Supporters.Sum(supporter => supporter.Share), Is.EqualTo(1).Within(1e-12));
    }

    [Test]
    public void An_answer_in_closed_form_has_supporters_and_dissent()
    {
        var problem = new Problem("stars", ["1", "1", "2", "9"]);
        var explanation = Explain(new(Metric.SquaredError()) { Rule = SelectionRule.Bayes }, problem);
        Assert.That(explanation.Selection.Text, Is.EqualTo("3.25"));
        Assert.That(explanation.Supporters[0].Text, Is.EqualTo("2"));
        Assert.That(explanation.Supporters.Sum(supporter => supporter.Share), Is.EqualTo(1).Within(1e-12));
        Assert.That(explanation.Clusters.Select(cluster => cluster.Text), Is.EqualTo(new[] { "1", "9" }));
        string[] means = ["4", "3.6666666666666665", "1.3333333333333333"];
        Assert.That(explanation.DecidingVotes.Select(vote => vote.OtherText), Is.EqualTo(means));
        Assert.That(explanation.HeldOut, Is.Null);
    }

    [Test]
    public void One_candidate_has_no_rival_and_no_half()
    {
        var explanation = Explain(new(Metric.TokenF1()), new Problem("", ["a b"]));
        Assert.That(explanation.MarginErrors, Is.NaN);
        Assert.That(explanation.HeldOut, Is.Null);
        Assert.That(explanation.DecidingVotes, Is.Empty);
        Assert.That(explanation.ToString(), Does.Contain("without a rival").And.Contain("no one dissents"));
        Assert.That(explanation.ToJson(), Does.Contain("\"marginErrors\":null"));
    }

    [Test]
    public void Candidates_that_cannot_be_read_do_not_vote()
    {
        var explanation = Explain(new(Metric.AbsoluteError()), new Problem("q", ["?", "1", "2", "none", "2", "5"]));
        Assert.That(explanation.Selection.Text, Is.EqualTo("2"));
        Assert.That(explanation.Supporters.Select(supporter => supporter.Index), Is.EqualTo(new[] { 2, 1, 5 }));
        Assert.That(explanation.Supporters.Select(supporter => supporter.Votes), Is.EqualTo(new[] { 2, 1, 1 }));
        Assert.That(explanation.Clusters.SelectMany(cluster => cluster.Members), Is.EquivalentTo(new[] { 1, 2, 4, 5 }));
    }

    [Test]
    public void The_same_problem_has_the_same_explanation()
    {
        string[] texts = ["the cat sat", "the cat sat down", "a cat", "a dog ran", "the cat", "dogs run"];
        var problem = new Problem("q", [.. texts.Select(text => new Candidate(text))]);
        var first = Explain(new(Metric.ChrF()) { Threads = 1 }, problem).ToJson();
        Assert.That(Explain(new(Metric.ChrF()) { Threads = 3 }, problem).ToJson(), Is.EqualTo(first));
    }

    [Test]
    public void Rejects_an_agreement_that_is_no_number() => Assert.That(
        () => Explain(new(Metric.TokenF1()), Square(2), double.NaN),
        Throws.TypeOf<OptionException>().With.Message.EqualTo(
            "Invalid value 'NaN' for Explain.agreement: expected a finite number. Leave it out."));
}
