using Accelerated.Metrics;

namespace Accelerated.Inference.Tests;

public sealed class GridDecoderTests
{
    private static readonly Dictionary<string, double> Probabilities = new() { ["1"] = .45, ["2"] = .27, ["3"] = .18 };

    [TestCase("squared-error", 1, 1.7)]
    [TestCase("absolute-error", 1, 1.5)]
    [TestCase("squared-error", 0.5, 1.447368)]
    public async Task The_answer_is_the_optimum_of_the_loss_under_the_scored_probabilities(string metric, double temperature, double expected)
    {
        using var model = new ScriptedModel(_ => null, Probabilities);
        using var decoder = new GridDecoder(
            model, new SelectionOptions(MetricCatalogue.Parse(metric)) { Rule = SelectionRule.Bayes }, new GridOptions(Grid.Parse("1..3")) { Temperature = temperature });
        var decoding = await decoder.DecodeAsync("Stars:");
        Assert.Multiple(() =>
        {
            Assert.That(decoding.Selection.Value!.Number, Is.EqualTo(expected).Within(metric == "absolute-error" ? .51 : 1e-6));
            Assert.That(decoding.OutsideGrid, Is.EqualTo(.1).Within(1e-12));
            Assert.That(decoding.Votes.Select(v => v.Text), Is.EqualTo(new[] { "1", "2", "3" }));
        });
    }

    [Test]
    public async Task Labels_are_decided_among_the_candidates()
    {
        using var model = new ScriptedModel(_ => null, new Dictionary<string, double> { [" yes"] = .3, [" no"] = .6 });
        using var decoder = new GridDecoder(model, new SelectionOptions(MetricCatalogue.Parse("exact-match")), new GridOptions(Grid.Parse("yes, no")) { Prefix = " " });
        var decoding = await decoder.DecodeAsync("Good?");
        Assert.That(decoding.Text, Is.EqualTo("no"));
    }

    [Test]
    public async Task Probabilities_are_averaged_over_chains_of_reasoning()
    {
        using var model = new ScriptedModel(i => new DrawnCandidate(0, $" chain {i}", FinishReason.StopString), Probabilities);
        using var decoder = new GridDecoder(
            model,
            new SelectionOptions(MetricCatalogue.Parse("squared-error")) { Rule = SelectionRule.Bayes },
            new GridOptions(Grid.Parse("1..3")) { Chains = 2, Bridge = "\nAnswer: " },
            model);
        var decoding = await decoder.DecodeAsync("Think.");
        Assert.Multiple(() =>
        {
            Assert.That(model.Scored, Is.EqualTo(new[] { "Think. chain 0\nAnswer: ", "Think. chain 1\nAnswer: " }));
            Assert.That(decoding.Selection.Value!.Number, Is.EqualTo(1.7).Within(1e-9));
            Assert.That(decoding.Samples, Has.Count.EqualTo(2));
        });
    }

    [Test]
    public void A_value_that_begins_another_is_refused()
    {
        using var model = new ScriptedModel(_ => null, new Dictionary<string, double> { ["1"] = .3, ["10"] = .2, ["2"] = .1 });
        using var decoder = new GridDecoder(model, new SelectionOptions(MetricCatalogue.Parse("squared-error")), new GridOptions(["10", "2", "1"]));
        Assert.That(() => decoder.DecodeAsync("?"), Throws.TypeOf<DecodingException>().With.Message.EqualTo(
            "The tokens of '1' begin those of '10', so their probabilities overlap. End every value by a suffix that closes it, such as a line's end."));
    }

    [TestCase("1..5", new[] { "1", "2", "3", "4", "5" })]
    [TestCase("7..7", new[] { "7" })]
    [TestCase("-1..0:0.5", new[] { "-1", "-0.5", "0.0" })]
    [TestCase("yes, no", new[] { "yes", "no" })]
    public void A_grid_is_a_range_or_a_list(string specification, string[] values) => Assert.That(Grid.Parse(specification), Is.EqualTo(values));

    [TestCase("5..1", "'5..1' does not rise; a grid is LOW..HIGH or LOW..HIGH:STEP with LOW <= HIGH and a positive STEP. Turn it round.")]
    [TestCase("a,b,a", "The grid has 'a' twice; each value may stand there once. Leave one out.")]
    [TestCase("a,,b", "The grid has an empty value; each must be a text. Leave it out.")]
    [TestCase("1..x", "'x' in '1..x' is no number; a grid is LOW..HIGH, LOW..HIGH:STEP, or a list separated by commas. Correct it.")]
    [TestCase("0..1:0.000001", "'0..1:0.000001' has more than 100000 values; take a larger step.")]
    public void A_malformed_grid_names_the_way_out(string specification, string message) =>
        Assert.That(() => Grid.Parse(specification), Throws.TypeOf<DecodingException>().With.Message.EqualTo(message));
}
