namespace Accelerated.Cli.Tests;

/// <summary>Warnings of selections that say less than they seem to.</summary>
public sealed class SelectionGuardTests
{
    [TestCase(
        "jaccard", """{"candidates": ["aa", "bb", "cc"]}""",
        "In 1 of 2 problems no two candidates have anything in common by jaccard, so that the choice is arbitrary; texts without "
        + "blanks may need another metric (chrf, levenshtein) or tokenizer.")]
    [TestCase(
        "absolute-error", """{"candidates": ["5", "no number", "none"]}""",
        "In 1 of 2 problems most candidates could not be read by absolute-error and were left out.")]
    [TestCase(
        "wer", """{"candidates": ["the cat sat on the mat", "the cat sat on a mat", "the"]}""",
        "In 1 of 2 problems wer has no upper bound and one voter is much shorter than the others, which counts it many times; a bounded "
        + "metric (token-f1, chrf) decides better.")]
    public async Task A_doubtful_selection_is_said_once_a_run(string metric, string line, string warning)
    {
        var lines = line + "\n" + """{"candidates": ["5", "5"]}""";
        var run = await CommandRun.Of(lines, "select", "--metric", metric);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Error.Split('\n'), Has.One.EqualTo(warning));

        var withGold = lines.Replace("{", """{"gold": "5", """, StringComparison.Ordinal);
        var evaluation = await CommandRun.Of(withGold, "evaluate", "-", "--metric", metric, "--metric", "exact-match");
        Assert.That(evaluation.ExitCode, Is.Zero, evaluation.Error);
        Assert.That(evaluation.Error.Split('\n'), Has.One.EqualTo(warning));
    }

    [Test]
    public async Task Much_probability_outside_a_grid_is_said_once_whatever_the_metrics()
    {
        var run = await CommandRun.Of(
            """{"prompt": "Review: nice.\nTitle:", "gold": "5"}""",
            "evaluate", "-", "--metric", "squared-error", "--metric", "absolute-error", "--grid", "1..5", "--model", Models.Plain);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Error.Split('\n'), Has.One.EqualTo(
            "In 1 of 1 problems more than 5 % of the probability is outside the grid; check the values, e.g. for a leading blank."));
    }

    [TestCase("generate")]
    [TestCase("decode", "--metric", "token-f1")]
    [TestCase("evaluate", "--metric", "token-f1")]
    public async Task A_temperature_of_0_leaves_nothing_to_choose(params string[] command)
    {
        const string line = """{"prompt": "Review: nice.\nTitle:", "gold": "nice"}""";
        string[] greedy = [.. command, "-", "--temperature", "0", "--max-tokens", "2", "--model", Models.Plain];
        var run = await CommandRun.Of(line, [.. greedy, "-n", "2"]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Error.Split('\n'), Has.One.EqualTo(
            "1 prompt was drawn at temperature 0, where all candidates are the same and nothing is left to choose; use a --temperature "
            + "above 0."));
        Assert.That((await CommandRun.Of(line, [.. greedy, "-n", "1"])).Error, Does.Not.Contain("temperature 0"));
    }

    [Test]
    public async Task A_usual_selection_is_silent()
    {
        var run = await CommandRun.Of("""{"candidates": ["x y", "x z", "w"]}""", "select", "--metric", "token-f1");
        Assert.That(run.Error, Is.Empty);
    }
}
