using System.Text.Json;

namespace Accelerated.Cli.Tests;

/// <summary>Hand-worked optimal answers, risks and closed forms, through the command line.</summary>
public sealed class DecisionTests
{
    private const string Paris =
        """{"candidates": [{"text": "paris", "logprob": -1}, {"text": "paris france", "logprob": -2}, """
        + """{"text": "the city of paris", "logprob": -2.5}, {"text": "london", "logprob": -3}]}""";

    [TestCase("squared-error", "1 2 2 4 11", 4, 13.2)]
    [TestCase("absolute-error", "1 2 2 4 11", 2, 2.4)]
    [TestCase("huber:delta=1", "1 2 2 4 11", 2.5, 2.05)]
    [TestCase("pinball:tau=0.9", "1 2 2 4 11", 11, .7)] // (10 + 9 + 9 + 7) / 5 * 0.1
    [TestCase("absolute-error", "1 2 3 4", 2.5, 1)]
    [TestCase("pinball:tau=0.5", "1 2 3 4", 2, .5)]
    [TestCase("relative-error", "1 2 4", 1, 1.25 / 3)]
    [TestCase("relative-error:squared=true", "1 2 4", 4 / 3.0, 2 / 9.0)] // (1/9 + 1/9 + 4/9) / 3
    [TestCase("squared-log-error", "1 2 4", 2.107233, .140548)]
    [TestCase("hit:delta=1", "10 11 12 20 21", 11, .6)]
    [TestCase("hit:delta=0", "3 4 3.0 4 3.00", 3, .6)]
    public async Task The_number_with_the_best_expectation(string metric, string numbers, double value, double expected)
    {
        var selection = await Select(
            JsonSerializer.Serialize(new { candidates = numbers.Split(' ') }), "--metric", metric, "--rule", "bayes");
        Assert.That(selection.GetProperty("value").GetDouble(), Is.EqualTo(value).Within(1e-6));
        Assert.That(selection.GetProperty("expected").GetDouble(), Is.EqualTo(expected).Within(1e-5));
    }

    [Test]
    public async Task The_answer_of_log_cosh_lies_between_median_and_mean()
    {
        var selection = await Select("""{"candidates": ["1", "2", "2", "4", "11"]}""", "--metric", "log-cosh", "--rule", "bayes");
        Assert.That(selection.GetProperty("value").GetDouble(), Is.EqualTo(2.54).Within(1e-3));
    }

    [TestCase("absolute-error", "1:0.2 2:0.3 10:0.5", 6)] // the middle of 2..10
    [TestCase("absolute-error", "1:0.2 2:0.2 10:0.6", 10)]
    [TestCase("squared-error", "1:0.5 2:0.3 3:0.2", 1.7)]
    public async Task The_best_number_under_given_weights(string metric, string weighed, double value)
    {
        var candidates = weighed.Split(' ').Select(pair => pair.Split(':')).Select(
            pair => new { text = pair[0], weight = JsonDocument.Parse(pair[1]).RootElement });
        var selection = await Select(
            JsonSerializer.Serialize(new { candidates }), "--metric", metric, "--rule", "bayes", "--weights", "given");
        Assert.That(selection.GetProperty("value").GetDouble(), Is.EqualTo(value).Within(1e-12));
    }

    [Test]
    public async Task A_grid_of_probabilities_at_temperature_one_half()
    {
        double[] probabilities = [.5, .3, .2];
        var input = JsonSerializer.Serialize(
            new { candidates = probabilities.Select((p, k) => new { text = $"{k + 1}", logprob = Math.Log(p) }) });
        var selection = await Select(input, "--metric", "squared-error", "--rule", "bayes", "--weights", "logprob", "--temperature", "0.5");
        Assert.That(selection.GetProperty("value").GetDouble(), Is.EqualTo(1.447368).Within(1e-6));
    }

    [TestCase("token-f1", "x y|x z|y z", "x y z", .8, .666667)]
    [TestCase("token-f1", "x x y|x y y", "x x y y", .857143, .833333)]
    [TestCase("label-f1", "1,2|1,3||1,2,3", "1 2 3", .65, .65)] // {1,2,3} is a sample: (.8 + .8 + 0 + 1) / 4
    public async Task The_bag_or_set_of_best_expected_F(string metric, string samples, string best, double expected, double ofBestSample)
    {
        var selection = await Select(
            JsonSerializer.Serialize(new { candidates = samples.Split('|') }), "--metric", metric, "--rule", "bayes");
        Assert.That(
            selection.GetProperty("value").GetString()!.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries).Order(),
            Is.EqualTo(best.Split(' ')));
        Assert.That(selection.GetProperty("expected").GetDouble(), Is.EqualTo(expected).Within(1e-6));
        Assert.That(selection.GetProperty("ranking")[0].GetProperty("expected").GetDouble(), Is.EqualTo(ofBestSample).Within(1e-6));
    }

    [Test]
    public async Task The_medoid_under_the_edit_distance()
    {
        var selection = await Select("""{"candidates": ["abc", "abd", "abcd", "xbc"]}""", "--metric", "levenshtein");
        Assert.That(selection.GetProperty("text").GetString(), Is.EqualTo("abc"));
        Assert.That(Expected(selection), Is.EqualTo(new[] { .75, 1, 1, 1.25 }));
    }

    [Test]
    public async Task The_worked_example_without_self_pairs()
    {
        var selection = await Select(Paris, "--metric", "token-f1", "--self", "exclude");
        Assert.That(Expected(selection), Is.EqualTo(new[] { .388889, .355556, .3, 0 }).Within(1e-6));
    }

    [Test]
    public async Task The_worked_example_by_the_mean_of_the_worst_half()
    {
        var selection = await Select(Paris, "--metric", "token-f1", "--risk", "cvar:0.5");
        Assert.That(
            selection.GetProperty("ranking").EnumerateArray().Select(ranked => ranked.GetProperty("risk").GetDouble()),
            Is.EqualTo(new[] { .25, .2, .2, 0 }).Within(1e-9));
    }

    [Test]
    public async Task The_uncertainty_of_the_worked_example()
    {
        var uniform = await Select(Paris, "--metric", "token-f1");
        var weighed = await Select(Paris, "--metric", "token-f1", "--weights", "logprob");
        Assert.That(uniform.GetProperty("standardError").GetDouble(), Is.EqualTo(.208333).Within(1e-6));
        Assert.That(uniform.GetProperty("margin").GetDouble(), Is.EqualTo(.025).Within(1e-9));
        Assert.That(weighed.GetProperty("effectiveSamples").GetDouble(), Is.EqualTo(2.476461).Within(1e-6));
    }

    private static IEnumerable<double> Expected(JsonElement selection) =>
        selection.GetProperty("ranking").EnumerateArray().Select(ranked => ranked.GetProperty("expected").GetDouble());

    private static async Task<JsonElement> Select(string input, params string[] options)
    {
        var run = await CommandRun.Of(input, ["select", "-", .. options]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        return run.Json.Single();
    }
}
