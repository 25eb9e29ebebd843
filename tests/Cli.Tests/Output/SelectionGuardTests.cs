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
        var run = await CommandRun.Of(line + "\n" + """{"candidates": ["5", "5"]}""", "select", "--metric", metric);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Error.Split('\n'), Has.One.EqualTo(warning));
    }

    [Test]
    public async Task A_usual_selection_is_silent()
    {
        var run = await CommandRun.Of("""{"candidates": ["x y", "x z", "w"]}""", "select", "--metric", "token-f1");
        Assert.That(run.Error, Is.Empty);
    }
}
