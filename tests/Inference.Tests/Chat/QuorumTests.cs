using Accelerated.Metrics;

namespace Accelerated.Inference.Tests;

/// <summary>Decisions that rest on fewer answers than asked for.</summary>
public sealed class QuorumTests
{
    private static readonly SelectionOptions TokenF1 = new(MetricCatalogue.Parse("token-f1"));

    [Test]
    public async Task Fails_below_the_quorum_and_keeps_what_was_drawn()
    {
        using var decoder = new MetricAwareDecoder(Broken(after: 3), TokenF1, new DecodingOptions { Candidates = 8, Quorum = 4 });
        var error = (await Assert.ThrowsAsync<DrawingException>(async () => await decoder.DecodeAsync("?")))!;
        Assert.Multiple(() =>
        {
            Assert.That(
                error.Message,
                Does.StartWith(
                    "Only 3 of 8 answers can vote, below the quorum of 4. What was drawn is kept with this error; ask for the rest, or " +
                    "lower DecodingOptions.Quorum. The script broke off"));
            Assert.That(error.Samples, Has.Count.EqualTo(3));
            Assert.That(error.Requested, Is.EqualTo(8));
            Assert.That(error.InnerException, Is.TypeOf<SourceException>());
        });
    }

    [Test]
    public async Task Decides_with_exactly_the_quorum()
    {
        using var decoder = new MetricAwareDecoder(Broken(after: 4), TokenF1, new DecodingOptions { Candidates = 8, Quorum = 4 });
        Assert.That((await decoder.DecodeAsync("?")).Samples, Has.Count.EqualTo(4));
    }

    [Test]
    public void Answers_that_cannot_vote_do_not_count_towards_the_quorum()
    {
        using var model = new ScriptedModel(i => new DrawnCandidate(0, "a", i < 6 ? FinishReason.Refused : FinishReason.EndOfText));
        using var decoder = new MetricAwareDecoder(model, TokenF1, new DecodingOptions { Candidates = 8, Quorum = 3 });
        Assert.That(async () => await decoder.DecodeAsync("?"), Throws.TypeOf<DrawingException>().With.Message.EqualTo(
            "Only 2 of 8 answers can vote, below the quorum of 3. What was drawn is kept with this error; ask for the rest, or lower " +
            "DecodingOptions.Quorum."));
    }

    [TestCase(0)]
    [TestCase(9)]
    public void Rejects_an_unreachable_quorum(int quorum) => Assert.That(
        () => new DecodingOptions { Candidates = 8, Quorum = quorum }.Validate(),
        Throws.TypeOf<OptionException>().With.Message.EqualTo(
            $"Invalid value '{quorum}' for DecodingOptions.Quorum: expected 1 to 8, the number of candidates. Use 1 to decide by " +
            "whatever there is."));

    [Test]
    public async Task At_temperature_0_one_candidate_is_drawn()
    {
        using var model = new ScriptedModel(i => new DrawnCandidate(0, $"answer {i}", FinishReason.EndOfText));
        using var decoder = new MetricAwareDecoder(
            model, TokenF1, new DecodingOptions { Candidates = 8, Quorum = 4, Sampling = new SamplingOptions { Temperature = 0 } });
        var decoding = await decoder.DecodeAsync("?");
        Assert.That(model.Drawn, Is.EqualTo(new[] { 0 }));
        Assert.That((decoding.Requested, decoding.Samples.Count, decoding.Text), Is.EqualTo((1, 1, "answer 0")));
    }

    [Test]
    public void Rejects_given_weights_before_drawing() => Assert.That(
        () => new MetricAwareDecoder(Broken(after: 1), TokenF1 with { Weights = WeightSource.Given }),
        Throws.TypeOf<OptionException>().With.Message.EqualTo(
            "Invalid value 'Given' for SelectionOptions.Weights: expected Uniform or LogProbability, because drawn candidates carry no " +
            "weights."));

    private static ScriptedModel Broken(int after)
    {
        var left = after;
        return new ScriptedModel(_ => left-- > 0 ? new DrawnCandidate(0, "a", FinishReason.EndOfText) : null);
    }
}
