using System.Collections.Concurrent;
using System.Diagnostics;
using Accelerated.Inference.Grids;
using Accelerated.Metrics;

namespace Accelerated.Inference.Tests;

public sealed class GridDecoderTests
{
    private static readonly Dictionary<string, double> Probabilities = new() { ["1"] = .45, ["2"] = .27, ["3"] = .18 };

    [TestCase("squared-error", 1, 1.7)]
    [TestCase("absolute-error", 1, 1.5)]
    [TestCase("squared-error", 0.5, 1.447368)]
    public async Task The_answer_is_the_optimum_of_the_loss_under_the_scored_probabilities(
        string metric, double temperature, double expected)
    {
        using var model = new ScriptedModel(_ => null, Probabilities);
        using var decoder = new GridDecoder(
            model,
            new SelectionOptions(MetricCatalogue.Parse(metric)) { Rule = SelectionRule.Bayes },
            new GridOptions(Grid.Parse("1..3")) { Temperature = temperature });
        var decoding = await decoder.DecodeAsync("Stars:");
        Assert.Multiple(() =>
        {
            Assert.That(decoding.Selection.Value!.Number, Is.EqualTo(expected).Within(metric == "absolute-error" ? .51 : 1e-6));
            Assert.That(decoding.OutsideGrid, Is.EqualTo(.1).Within(1e-12));
            Assert.That(decoding.Votes.Select(v => v.Text), Is.EqualTo(new[] { "1", "2", "3" }));
        });
    }

    [Test]
    public async Task Chooses_a_label_among_the_candidates()
    {
        using var model = new ScriptedModel(_ => null, new Dictionary<string, double> { [" yes"] = .3, [" no"] = .6 });
        using var decoder = new GridDecoder(
            model, new SelectionOptions(MetricCatalogue.Parse("exact-match")), new GridOptions(Grid.Parse("yes, no")) { Prefix = " " });
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
    public async Task Averages_probabilities_over_the_chains_that_were_drawn()
    {
        // After chain 0 the answer is almost surely 1, after chain 1 it is 2; chain 2 is never drawn.
        using var model = new ScriptedModel(
            i => i == 0 ? null : new DrawnCandidate(0, $" chain {i}", FinishReason.StopString),
            new Dictionary<string, double> { ["chain 1:1"] = .8, ["chain 1:2"] = .1, ["chain 2:1"] = .2, ["chain 2:2"] = .6 });
        var scores = await new GridScorer(model, new GridOptions(["1", "2"]) { Chains = 3, Bridge = ":" }, model).ScoreAsync("Think.");
        Assert.Multiple(() =>
        {
            Assert.That(scores.Votes.Select(vote => Math.Exp(vote.LogProbability!.Value)), Is.EqualTo(new[] { .5, .35 }).Within(1e-12));
            Assert.That(scores.Outside, Is.EqualTo(.15).Within(1e-12));
            Assert.That(scores.Chains, Has.Count.EqualTo(2));
            Assert.That(scores.Failure!.Requested, Is.EqualTo(3));
        });
    }

    [Test]
    public async Task Reports_a_chain_that_cannot_be_scored_and_averages_the_others()
    {
        using var model = Thinking(prompt => prompt.Contains("chain 1") ? new PromptException("The prompt is too long.") : null);
        var scores = await new GridScorer(model, new GridOptions(["1", "2"]) { Chains = 3, Bridge = ":" }, model).ScoreAsync("Think.");
        Assert.Multiple(() =>
        {
            Assert.That(scores.Votes.Select(vote => Math.Exp(vote.LogProbability!.Value)), Is.EqualTo(new[] { .5, .35 }).Within(1e-12));
            Assert.That(scores.Chains.Select(chain => chain.Text), Is.EqualTo(new[] { " chain 0", " chain 2" }));
            Assert.That((scores.Failure!.Drawn, scores.Failure.Requested), Is.EqualTo((2, 3)));
            Assert.That(
                scores.Failure.Message,
                Is.EqualTo("1 of 3 chains could not be scored, the first with: The prompt is too long. The average is over the other 2."));
        });
    }

    [Test]
    public async Task Reports_undrawn_and_unscored_chains_together()
    {
        using var model = Thinking(
            prompt => prompt.Contains("chain 1") ? new SourceException("The engine failed.", 0, 2) : null, lastDrawn: 1);
        var log = new RecordingLog();
        using var decoder = new GridDecoder(
            model,
            new SelectionOptions(MetricCatalogue.Parse("exact-match")),
            new GridOptions(["1", "2"]) { Chains = 3, Bridge = ":" },
            model, log);
        var decoding = await decoder.DecodeAsync("Think.");
        Assert.Multiple(() =>
        {
            Assert.That(decoding.Text, Is.EqualTo("2"));
            Assert.That(decoding.Samples.Single().Text, Is.EqualTo(" chain 2"));
            Assert.That(
                decoding.Failure!.Message,
                Is.EqualTo(
                    "The script broke off after 2 of 3 candidates. 1 of 2 chains could not be scored, the first with: The engine failed. " +
                    "The average is over the other 1."));
            Assert.That(((AggregateException)decoding.Failure.InnerException!).InnerExceptions, Has.Count.EqualTo(2));
            Assert.That(log.Messages, Has.Some.EqualTo("Only 1 of 3 succeeded; the selection rests on these"));
            Assert.That(
                log.Messages,
                Has.Some.StartsWith("Scored 2 answers by script, which gives 0.")
                    .And.Some.Contains("the selected answer's expected exact-match is 0.75. They were scored in "));
        });
    }

    [Test]
    public void Fails_with_the_first_error_if_no_chain_can_be_scored()
    {
        using var model = Thinking(prompt => new PromptException("Too long: " + prompt));
        Assert.That(
            () => new GridScorer(model, new GridOptions(["1", "2"]) { Chains = 3, Bridge = ":" }, model).ScoreAsync("Think."),
            Throws.TypeOf<PromptException>().With.Message.EqualTo("Too long: Think. chain 0:"));
    }

    [Test]
    public async Task Distinguishes_answers_too_unlikely_for_a_double()
    {
        using var model = new ScriptedModel(
            _ => null, logarithms: new Dictionary<string, double> { ["a"] = -1000, ["b"] = -1000 + Math.Log(3) });
        var scores = await new GridScorer(model, new GridOptions(["a", "b"]) { Temperature = 0.5 }).ScoreAsync("?");
        Assert.Multiple(() =>
        {
            Assert.That(scores.Votes[1].Weight, Is.EqualTo(1));
            Assert.That(scores.Votes[0].Weight, Is.EqualTo(1 / 9.0).Within(1e-9));
            Assert.That(scores.Outside, Is.EqualTo(1));
        });
    }

    [Test]
    [NonParallelizable] // listens to the activities of the process
    public async Task Traces_a_scored_grid_with_its_engine()
    {
        var activities = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == DecodingTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activities.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var model = new ScriptedModel(i => new DrawnCandidate(0, $" chain {i}", FinishReason.StopString), Probabilities);
        using var decoder = new GridDecoder(
            model, new SelectionOptions(MetricCatalogue.Parse("exact-match")), new GridOptions(["1", "2"]) { Chains = 7 }, model);
        await decoder.DecodeAsync("?");
        Assert.That(
            activities.Any(activity => activity.GetTagItem("accelerated.drawn") is 7 && activity.GetTagItem("accelerated.engine") is "cpu"),
            Is.True);
    }

    [Test]
    public void Rejects_a_grid_of_impossible_answers()
    {
        using var model = new ScriptedModel(_ => null, new Dictionary<string, double> { ["a"] = 0, ["b"] = 0 });
        Assert.That(
            () => new GridScorer(model, new GridOptions(["a", "b"])).ScoreAsync("?"),
            Throws.TypeOf<DecodingException>().With.Message.EqualTo(
            "The model gives none of the 2 values of the grid any probability. Check GridOptions.Prefix and GridOptions.Suffix, or score " +
            "other values."));
    }

    [Test]
    public async Task A_decoder_with_other_chains_shares_the_engines_of_the_first()
    {
        using var model = new ScriptedModel(i => new DrawnCandidate(0, $" chain {i}", FinishReason.StopString), Probabilities);
        var first = new GridDecoder(
            model,
            new SelectionOptions(MetricCatalogue.Parse("absolute-error")),
            new GridOptions(Grid.Parse("1..3")) { Chains = 2 },
            model);
        var other = first.With(new SamplingOptions { FirstCandidate = 3 });
        Assert.That((await other.DecodeAsync("Think.")).Samples.Select(chain => chain.Text), Is.EqualTo(new[] { " chain 3", " chain 4" }));
        other.Dispose();
        Assert.That((await first.DecodeAsync("Think.")).Samples.Select(chain => chain.Text), Is.EqualTo(new[] { " chain 0", " chain 1" }));
        first.Dispose();
        Assert.That(() => other.DecodeAsync("Think."), Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void Rejects_chains_without_a_source()
    {
        using var model = new ScriptedModel(_ => null, Probabilities);
        Assert.That(
            () => new GridScorer(model, new GridOptions(["1"]) { Chains = 2 }), Throws.TypeOf<OptionException>().With.Message.EqualTo(
            "Invalid value '2' for GridOptions.Chains: expected 0 without a source to draw the chains."));
    }

    [Test]
    public void Rejects_a_value_that_is_a_prefix_of_another()
    {
        using var model = new ScriptedModel(_ => null, new Dictionary<string, double> { ["1"] = .3, ["10"] = .2, ["2"] = .1 });
        using var decoder = new GridDecoder(
            model, new SelectionOptions(MetricCatalogue.Parse("squared-error")), new GridOptions(["10", "2", "1"]));
        Assert.That(() => decoder.DecodeAsync("?"), Throws.TypeOf<DecodingException>().With.Message.EqualTo(
            "The tokens of '1' begin those of '10', so their probabilities overlap. Set GridOptions.Suffix to a text that ends every " +
            "value, such as \"\\n\"."));
    }

    // Three chains, drawn from the last to the first; after chain 0 the answer is likely 1, after chain 2 it is 2.
    private static ScriptedModel Thinking(Func<string, Exception?> unscorable, int lastDrawn = 0) => new(
        i => i < lastDrawn ? null : new DrawnCandidate(0, $" chain {i}", FinishReason.StopString),
        new Dictionary<string, double> { ["chain 0:1"] = .8, ["chain 0:2"] = .1, ["chain 2:1"] = .2, ["chain 2:2"] = .6 })
    {
        Unscorable = unscorable,
    };

    [Test]
    public void Rejects_chains_for_a_prompt_of_tokens()
    {
        var model = new ScriptedModel(i => null);
        Assert.That(
            () => new GridScorer(model, new GridOptions(["1", "2"]) { Chains = 3, Bridge = ":" }, model)
                .ScoreAsync(new Prompt("") { Tokens = [1, 2] }),
            Throws.TypeOf<PromptException>().With.Message.EqualTo(
                "The prompt is given as 2 tokens; chains of reasoning need its text. Give the text, or set GridOptions.Chains to 0."));
    }

    [TestCase("1..5", new[] { "1", "2", "3", "4", "5" })]
    [TestCase("7..7", new[] { "7" })]
    [TestCase("-1..0:0.5", new[] { "-1.0", "-0.5", "0.0" })]
    [TestCase("1..2.00:1", new[] { "1.00", "2.00" })]
    [TestCase("yes, no", new[] { "yes", "no" })]
    public void Parses_a_range_or_a_list(string specification, string[] values) =>
        Assert.That(Grid.Parse(specification), Is.EqualTo(values));

    [TestCase("5..1", "Invalid grid '5..1': expected LOW..HIGH or LOW..HIGH:STEP with LOW <= HIGH and a positive STEP.")]
    [TestCase("a,b,a", "The grid has the value 'a' twice. Leave one out.")]
    [TestCase("a,,b", "The grid has an empty value. Leave it out.")]
    [TestCase("1..x", "Invalid grid '1..x': 'x' is not a number. Expected LOW..HIGH, LOW..HIGH:STEP, or a list separated by commas.")]
    [TestCase("0..1:0.000001", "Invalid grid '0..1:0.000001': expected at most 100000 values. Use a larger step.")]
    [TestCase(
        "0..10:0.0000000000000000000000000001",
        "Invalid grid '0..10:0.0000000000000000000000000001': expected values of at most 28 digits. " +
        "Use a larger step or closer bounds.")]
    [TestCase(
        "0..79228162514264337593543950335:79228162514264337593543950335",
        "Invalid grid '0..79228162514264337593543950335:79228162514264337593543950335': expected values of at most 28 digits. " +
        "Use a larger step or closer bounds.")]
    public void Rejects_a_malformed_grid(string specification, string message) =>
        Assert.That(() => Grid.Parse(specification), Throws.TypeOf<OptionException>().With.Message.EqualTo(message));
}
