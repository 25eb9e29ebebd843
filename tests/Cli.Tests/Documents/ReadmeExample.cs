using Accelerated.Metrics;

namespace Accelerated.Cli.Tests;

/// <summary>Runs what the README shows of users' metrics; its programs run in the consumers' check.</summary>
public sealed class ReadmeExample
{
    [Test]
    public void Scores_by_a_function()
    {
        var prefix = Metric.Create("prefix", (h, r) => h.Zip(r).TakeWhile(pair => pair.First == pair.Second).Count());
        Assert.That(prefix.Score("paris france", "paris"), Is.EqualTo(5));
    }
}
