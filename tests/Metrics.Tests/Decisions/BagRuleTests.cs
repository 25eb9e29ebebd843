namespace Accelerated.Metrics.Tests.Decisions;

public sealed class BagRuleTests
{
    [Test]
    public void Token_F1_answers_with_normalised_tokens()
    {
        var answer = Decide("token-f1", "The Cat sat.", "a cat ran", "sat ran");

        Assert.That(answer.Tokens, Is.EquivalentTo(new[] { "cat", "sat", "ran" }));
        Assert.That(answer.Value, Is.EqualTo(0.8).Within(1e-15));
    }

    [Test]
    public void Dice_and_F_beta_have_the_rule_and_their_options()
    {
        Assert.That(Decide("dice:sets=true", "b b b", "b").Tokens, Is.EqualTo(new[] { "b" }));
        Assert.That(Decide("dice", "b b b", "b b b", "b").Tokens, Has.Count.EqualTo(3));
        Assert.That(Decide("f-beta:beta=0", "x y", "x z").Tokens, Is.EqualTo(new[] { "x" }), "precision alone takes what is surest");
        Assert.That(Decide("f-beta:beta=1000", "x y", "x z").Tokens, Has.Count.EqualTo(3), "recall alone takes all");
        Assert.That(Decide("token-f1:empty=v1", "", "", "b").Text, Is.EqualTo("b"));
        Assert.That(Decide("token-f1", "", "", "b").Text, Is.Empty);
    }

    [Test]
    public void Label_F1_answers_with_a_list_of_labels()
    {
        var metric = (BagMetric)MetricCatalogue.Parse("label-f1");
        var answer = metric.Rule!.Decide([new("") { Labels = ["1", "2"] }, "1, 3", "", "3;2;1"], [1, 1, 1, 1]);

        Assert.That(answer.Tokens, Is.EquivalentTo(new[] { "1", "2", "3" }));
        Assert.That(answer.Text.Split(", "), Is.EqualTo(answer.Tokens));
        Assert.That(answer.Value, Is.EqualTo(0.65).Within(1e-15));
        Assert.That(answer.Index, Is.EqualTo(3));
    }

    [TestCase(new[] { "a, b", "a, c", "a", "b; c" }, "a", 1.25, 2, Description = "shares .75, .5, .5: a label with half is left out")]
    [TestCase(new[] { "a, b", "b, a", "c" }, "a, b", 1, 0)]
    [TestCase(new[] { "a", "b", "c" }, "", 1, -1)]
    [TestCase(new[] { "" }, "", 0, 0)]
    public void The_Hamming_loss_is_least_with_the_labels_of_most_samples(string[] samples, string text, double value, int index)
    {
        var answer = Decide("label-hamming", samples);
        Assert.That((answer.Text, answer.Index), Is.EqualTo((text, index)));
        Assert.That(answer.Value, Is.EqualTo(value).Within(1e-15));
        Assert.That(Decide("label-hamming:labels=4", samples).Value, Is.EqualTo(value / 4).Within(1e-15));
    }

    [Test]
    public void Equal_label_sets_are_one_in_any_order()
    {
        var answer = Decide("label-subset", "a", "x, y", "y; x");

        Assert.That(answer.Index, Is.EqualTo(1));
        Assert.That(answer.Value, Is.EqualTo(2 / 3.0).Within(1e-15));
    }

    [Test]
    public void An_exact_match_answers_with_the_mode_unchanged()
    {
        var answer = Decide("exact-match", "London", "Paris!", "the Paris");
        Assert.That(answer, Is.EqualTo(new BagAnswer("Paris!", answer.Tokens, 2 / 3.0, 1)));

        Assert.That(
            Decide("exact-match:raw=true", "London", "Paris!", "the Paris").Text, Is.EqualTo("London"), "of several modes the first");
    }

    [Test]
    public void Spellings_of_one_number_are_one_mode()
    {
        var rule = new ModeRule(candidate => CanonicalNumber.OrText(candidate.Text));
        var answer = rule.Decide(["4", "3", "3.0", "3.00", "4"], [1, 1, 1, 1, 1]);

        Assert.That(answer.Text, Is.EqualTo("3"));
        Assert.That(answer.Value, Is.EqualTo(0.6).Within(1e-15));
    }

    [TestCase("3", "3")]
    [TestCase(" 3.00 ", "3")]
    [TestCase("+03", "3")]
    [TestCase("3e0", "3")]
    [TestCase("-0.0", "0")]
    [TestCase("1200", "1200")]
    [TestCase("1.2E3", "1200")]
    [TestCase(".50", "0.5")]
    [TestCase("5.", "5")]
    [TestCase("-12.3400", "-12.34")]
    [TestCase("12e-5", "0.00012")]
    [TestCase("1e100", "1e100")]
    [TestCase("10e99", "1e100")]
    [TestCase("0.10000000000000000001", "0.10000000000000000001")]
    public void A_number_has_one_spelling(string text, string canonical) => Assert.That(CanonicalNumber.Of(text), Is.EqualTo(canonical));

    [TestCase("")]
    [TestCase(".")]
    [TestCase("-")]
    [TestCase("3 apples")]
    [TestCase("1,000")]
    [TestCase("1e")]
    [TestCase("--1")]
    [TestCase("NaN")]
    public void A_text_that_is_not_a_decimal_number_has_no_canonical_spelling(string text) =>
        Assert.That(CanonicalNumber.Of(text), Is.Null);

    [Test]
    public void Every_rules_answer_has_the_value_that_the_rule_reports()
    {
        foreach (var definition in MetricCatalogue.Definitions)
        {
            if (MetricCatalogue.Parse(definition.Name) is BagMetric { Rule: { } rule, Info: { } info })
            {
                var answer = rule.Decide(["x y", "x"], [0, 1]);
                Assert.That(answer.Value, Is.EqualTo(info.Direction == Direction.HigherIsBetter ? 1 : 0).Within(1e-15), definition.Name);
                Assert.That(answer.Index, Is.EqualTo(1), definition.Name);
            }
        }
    }

    private static BagAnswer Decide(string metric, params string[] samples) =>
        ((BagMetric)MetricCatalogue.Parse(metric)).Rule!.Decide(
            [.. samples.Select(text => new Candidate(text))], [.. samples.Select(_ => 1.0)]);
}
