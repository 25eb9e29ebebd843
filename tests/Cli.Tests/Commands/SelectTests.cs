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
    public async Task Weights_follow_sources_shares_and_caps()
    {
        const string line = """
            {"candidates": [{"text": "x 1", "source": "gpt", "weight": 8}, {"text": "y 2", "source": "a=b", "weight": 1}, {"text": "y 2"}]}
            """;
        Assert.That(await TextAsync(), Is.EqualTo("y 2"));
        Assert.That(await TextAsync("--source-weight", "gpt=3"), Is.EqualTo("x 1"));
        Assert.That(await TextAsync("--extract", "last-number", "--source-weight", "gpt=3"), Is.EqualTo("x 1"));
        Assert.That(await TextAsync("--source-weight", "gpt=3", "--source-weight", "a=b=4"), Is.EqualTo("y 2"));
        Assert.That(await TextAsync("--source-weight", "gpt=3", "--largest-share", ".4"), Is.EqualTo("y 2"));
        Assert.That(await TextAsync("--source-weight", "gpt=3", "--uniform-share", "1"), Is.EqualTo("x 1"));

        async Task<string?> TextAsync(params string[] options)
        {
            var run = await CommandRun.Of(line, ["select", "--metric", "exact-match", .. options]);
            Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
            return run.Json.Single().GetProperty("text").GetString();
        }
    }

    [TestCase(
        "Invalid value 'gpt' for --source-weight: expected a source, once, and its factor, e.g. gpt=2.", "--source-weight", "gpt")]
    [TestCase(
        "Invalid value '-1' for WeightAdjustment.SourceFactors[gpt]: expected a finite number of at least 0. In the tool: --source-weight.",
        "--source-weight", "gpt=-1")]
    [TestCase(
        "Invalid value '2' for WeightAdjustment.UniformShare: expected 0 to 1. Use 0 to leave weights as they are. In the tool: "
        + "--uniform-share.",
        "--uniform-share", "2")]
    public async Task Names_a_bad_change_of_weights(string message, params string[] options)
    {
        var run = await CommandRun.Of(Example, ["select", "--metric", "token-f1", .. options]);
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((2, message + "\n")));
    }

    [Test]
    public async Task Says_that_no_candidate_has_a_source()
    {
        var run = await CommandRun.Of(Example, "select", "--metric", "token-f1", "--source-weight", "gtp=2");
        Assert.That(
            (run.ExitCode, run.Error),
            Is.EqualTo((0, "No candidate has the source 'gtp', to which --source-weight gives a weight; it changed nothing.\n")));
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
