namespace Accelerated.Cli.Tests;

/// <summary>Candidates that are alike, and those that differ.</summary>
public sealed class ClusterTests
{
    [Test]
    public async Task Select_lists_clusters_with_their_mass_and_entropy()
    {
        var run = await CommandRun.Of(
            """{"candidates": ["none", "<a b>", "<x>", "<a b>", "<a b c>"]}""",
            "select", "--metric", "token-f1", "--clusters", "0.6", "--extract", "regex:<(.*)>");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output, Does.Contain(
            "\"clusters\":[{\"mass\":0.75,\"candidates\":[1,3,4]},{\"mass\":0.25,\"candidates\":[2]}],\"clusterEntropy\":0.5623351446188"));
        run = await CommandRun.Of("""{"candidates": ["a"]}""", "select", "--metric", "token-f1");
        Assert.That(run.Output, Does.Not.Contain("cluster"));
    }

    [TestCase("x", "Invalid value 'x' for --clusters: expected a number, e.g. 0.5.")]
    [TestCase("NaN", "Invalid value 'NaN' for --clusters: expected a finite number, e.g. 0.5.")]
    public async Task A_threshold_that_is_no_number_is_refused(string value, string message)
    {
        var run = await CommandRun.Of("", "select", "--metric", "token-f1", "--clusters", value);
        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Does.Contain(message));
    }

    [Test]
    public async Task Select_lists_diverse_candidates()
    {
        var run = await CommandRun.Of(
            """{"candidates": ["none", "<a b c>", "<a b>", "<a b>", "<x>"]}""",
            "select", "--metric", "token-f1", "--diverse", "2", "--diversity", "1", "--extract", "regex:<(.*)>");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(
            run.Output, Does.Contain("\"diverse\":[{\"index\":2,\"expected\":0.6666666666666666},{\"index\":4,\"expected\":0.25}]"));
    }

    [TestCase(
        "Invalid value '-1' for --diversity: expected a finite number of at least 0, e.g. 0.5.", "--diverse", "2", "--diversity", "-1")]
    [TestCase("Invalid value '0' for --diverse: ", "--diverse", "0")]
    [TestCase("--diversity has an effect with --diverse only. Add --diverse K, or leave it out.", "--diversity", "1")]
    public async Task Wrong_numbers_for_diverse_candidates_are_refused(string message, params string[] options)
    {
        var run = await CommandRun.Of("", ["select", "--metric", "token-f1", .. options]);
        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Does.Contain(message));
    }
}
