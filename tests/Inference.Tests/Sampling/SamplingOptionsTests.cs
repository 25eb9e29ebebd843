using Accelerated.Metrics;

namespace Accelerated.Inference.Tests;

public sealed class SamplingOptionsTests
{
    [Test]
    public void The_default_is_the_models_own_distribution() => Assert.That(new SamplingOptions().IsModelDistribution, Is.True);

    [Test]
    public void The_zero_value_is_the_default()
    {
        Assert.That(
            default(SamplingOptions),
            Is.EqualTo(new SamplingOptions { Temperature = 1, TopP = 1, MaxTokens = 64, Seed = 1, StopStrings = [], StopTokens = [] }));
        Assert.That(() => default(SamplingOptions).Validate(), Throws.Nothing);
    }

    [TestCaseSource(nameof(Truncations))]
    public void Detects_any_change_of_the_distribution(SamplingOptions options) => Assert.That(options.IsModelDistribution, Is.False);

    [TestCaseSource(nameof(Refused))]
    public void Rejects_a_value_out_of_range(SamplingOptions options, string message) =>
        Assert.That(() => options.Validate(), Throws.TypeOf<OptionException>().With.Message.EqualTo(message));

    [TestCase(0)]
    [TestCase(-3)]
    public void Rejects_a_count_below_one(int count) => Assert.That(
        () => new SamplingOptions().Validate(count),
        Throws.TypeOf<OptionException>().With.Message.EqualTo(
            $"{count} candidates were asked for; at least 1 must be drawn. Raise the count."));

    private static IEnumerable<SamplingOptions> Truncations() =>
        [
            new() { Temperature = .7 },
            new() { Temperature = 0 },
            new() { TopK = 40 },
            new() { TopP = .9 },
            new() { MinP = .1 },
            new() { Epsilon = .02 },
        ];

    private static IEnumerable<TestCaseData> Refused()
    {
        yield return new(
            new SamplingOptions { Temperature = -1 },
            "Temperature is -1; it must be finite and at least 0. Use 1 for the model's own distribution, 0 for greedy.");
        yield return new(
            new SamplingOptions { Temperature = double.NaN },
            "Temperature is NaN; it must be finite and at least 0. Use 1 for the model's own distribution, 0 for greedy.");
        yield return new(new SamplingOptions { TopK = -1 }, "TopK is -1; it must be at least 0. Use 0 to keep all tokens.");
        yield return new(new SamplingOptions { TopP = 0 }, "TopP is 0; it must be above 0 and at most 1. Use 1 to keep all tokens.");
        yield return new(new SamplingOptions { TopP = 1.5 }, "TopP is 1.5; it must be above 0 and at most 1. Use 1 to keep all tokens.");
        yield return new(new SamplingOptions { MinP = 2 }, "MinP is 2; it must be in 0..1. Use 0 to keep all tokens.");
        yield return new(new SamplingOptions { Epsilon = 1 }, "Epsilon is 1; it must be at least 0 and below 1. Use 0 to keep all tokens.");
        yield return new(new SamplingOptions { MaxTokens = 0 }, "MaxTokens is 0; it must be in 1..1048576. Leave it out for 64.");
        yield return new(
            new SamplingOptions { StopStrings = ["\n", ""] },
            "A stop string is empty; each must have at least one character. Leave it out.");
    }
}
