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
            $"Invalid value '{count}' for count: expected at least 1."));

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
            "Invalid value '-1' for SamplingOptions.Temperature: expected a finite number of at least 0. Use 1 for the model's own " +
            "distribution, 0 for greedy.");
        yield return new(
            new SamplingOptions { Temperature = double.NaN },
            "Invalid value 'NaN' for SamplingOptions.Temperature: expected a finite number of at least 0. Use 1 for the model's own " +
            "distribution, 0 for greedy.");
        yield return new(
            new SamplingOptions { TopK = -1 },
            "Invalid value '-1' for SamplingOptions.TopK: expected at least 0. Use 0 to keep all tokens.");
        yield return new(
            new SamplingOptions { TopP = 0 },
            "Invalid value '0' for SamplingOptions.TopP: expected a number above 0 and at most 1. Use 1 to keep all tokens.");
        yield return new(
            new SamplingOptions { TopP = 1.5 },
            "Invalid value '1.5' for SamplingOptions.TopP: expected a number above 0 and at most 1. Use 1 to keep all tokens.");
        yield return new(
            new SamplingOptions { MinP = 2 },
            "Invalid value '2' for SamplingOptions.MinP: expected a number from 0 to 1. Use 0 to keep all tokens.");
        yield return new(
            new SamplingOptions { Epsilon = 1 },
            "Invalid value '1' for SamplingOptions.Epsilon: expected a number of at least 0 and below 1. Use 0 to keep all tokens.");
        yield return new(
            new SamplingOptions { MaxTokens = 0 },
            "Invalid value '0' for SamplingOptions.MaxTokens: expected 1 to 1048576. Leave it out for 64.");
        yield return new(
            new SamplingOptions { StopStrings = ["\n", ""] },
            "Invalid value '' for SamplingOptions.StopStrings: expected texts of at least one character.");
    }
}
