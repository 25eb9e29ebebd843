using System.Text.Json;

namespace Accelerated.Cli.Tests;

public sealed class SelectTests
{
    private const string Example =
        """{"id": "q1", "candidates": [{"text": "paris", "weight": 0.5, "logprob": -1}, """
        + """{"text": "paris france", "weight": 0.2, "logprob": -2}, {"text": "the city of paris", "weight": 0.2, "logprob": -2.5}, """
        + """{"text": "london", "weight": 0.1, "logprob": -3}]}""";

    [TestCase("uniform", .541667, .516667, .475, .25)]
    [TestCase("given", .733333, .613333, .53, .1)]
    [TestCase("logprob", .785948, .650970, .504118, .078394)]
    public async Task The_worked_example(string weights, params double[] expected)
    {
        var run = await CommandRun.Of(Example, "select", "-", "--metric", "token-f1", "--weights", weights);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        var selection = run.Json.Single();
        Assert.That(selection.GetProperty("id").GetString(), Is.EqualTo("q1"));
        Assert.That(selection.GetProperty("index").GetInt32(), Is.Zero);
        Assert.That(selection.GetProperty("text").GetString(), Is.EqualTo("paris"));
        Assert.That(selection.GetProperty("expected").GetDouble(), Is.EqualTo(expected[0]).Within(1e-6));
        Assert.That(
            selection.GetProperty("ranking").EnumerateArray().Select(ranked => ranked.GetProperty("expected").GetDouble()),
            Is.EqualTo(expected).Within(1e-6));
    }

    [Test]
    public async Task One_candidate_without_its_own_vote_is_chosen_with_no_expected_value()
    {
        var run = await CommandRun.Of("""{"candidates": ["alone"]}""", "select", "--metric", "token-f1", "--self", "exclude");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        var selection = run.Json.Single();
        Assert.That(selection.GetProperty("id").GetString(), Is.EqualTo("1"));
        Assert.That(selection.GetProperty("index").GetInt32(), Is.Zero);
        Assert.That(selection.GetProperty("expected").ValueKind, Is.EqualTo(JsonValueKind.Null));
    }

    [Test]
    public async Task Top_limits_the_ranking()
    {
        var run = await CommandRun.Of(Example, "select", "--metric", "token-f1", "--top", "2");
        Assert.That(run.Json.Single().GetProperty("ranking").GetArrayLength(), Is.EqualTo(2));
    }

    [Test]
    public async Task Skips_and_counts_non_numeric_texts()
    {
        var run = await CommandRun.Of("""{"candidates": ["4", "about five", "6", "5"]}""", "select", "--metric", "squared-error");
        var selection = run.Json.Single();
        Assert.That(selection.GetProperty("text").GetString(), Is.EqualTo("5"));
        Assert.That(selection.GetProperty("expected").GetDouble(), Is.EqualTo(2 / 3.0).Within(1e-12));
        Assert.That(selection.GetProperty("skipped").GetInt32(), Is.EqualTo(1));
        Assert.That(
            selection.GetProperty("ranking").EnumerateArray().Select(ranked => ranked.GetProperty("index").GetInt32()),
            Is.EqualTo(new[] { 3, 0, 2 }));
    }
}
