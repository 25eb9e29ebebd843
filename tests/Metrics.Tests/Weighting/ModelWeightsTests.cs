namespace Accelerated.Metrics.Tests.Weighting;

public sealed class ModelWeightsTests
{
    [Test]
    public void Of_equal_texts_only_the_first_keeps_its_weight()
    {
        var weights = ModelWeights.Of([Answer("a", 0.5), Answer("b", 0.25), Answer("a", 0.5), Answer("b", 0.25)]);

        Assert.That(new[] { weights[0], weights[1], weights[2], weights[3] }, Is.EqualTo(new[] { 2 / 3.0, 1 / 3.0, 0, 0 }).Within(1e-11));
    }

    [Test]
    public void A_text_of_other_token_ids_is_another_draw()
    {
        var weights = ModelWeights.Of(
            [
                Answer("ab", 0.5) with { Tokens = [1, 2] },
                Answer("ab", 0.25) with { Tokens = [3] },
                Answer("ab", 0.5) with { Tokens = [1, 2] },
            ]);

        Assert.That(new[] { weights[0], weights[1], weights[2] }, Is.EqualTo(new[] { 2 / 3.0, 1 / 3.0, 0 }).Within(1e-11));
    }

    [Test]
    public void A_temperature_tempers_what_is_left()
    {
        var weights = ModelWeights.Of([Answer("a", 0.5), Answer("a", 0.5), Answer("b", 0.25)], 0.5);

        Assert.That(new[] { weights[0], weights[1], weights[2] }, Is.EqualTo(new[] { 0.8, 0, 0.2 }).Within(1e-11));
    }

    [Test]
    public void Every_reference_needs_its_log_probability() => Assert.That(
        () => ModelWeights.Of([Answer("a", 0.5), "b"]),
        Throws.TypeOf<CandidateException>().With.Message.EqualTo(
            "Reference 1 has no log-probability; weights by the model need one on every reference. Set Candidate.LogProbability, "
            + "or use uniform weights.")
            .And.Property("Index").EqualTo(1));

    [Test]
    public void A_duplicate_that_is_not_allowed_is_an_error_too() => Assert.That(
        () => ModelWeights.Of([Answer("a", 0.5), new Candidate("a") { LogProbability = double.NaN }]),
        Throws.TypeOf<CandidateException>().With.Property("Index").EqualTo(1));

    private static Candidate Answer(string text, double probability) => new(text) { LogProbability = Math.Log(probability) };
}
