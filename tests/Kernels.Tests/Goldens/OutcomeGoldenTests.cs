using Accelerated.Metrics;

namespace Accelerated.Kernels.Tests.Goldens;

/// <summary>What programs and queries gave, worked by hand.</summary>
public sealed class OutcomeGoldenTests
{
    [Test]
    public void Failures_agree_with_nothing_not_even_with_themselves()
    {
        string[][] results =
        [
            ["1", "2", "ERROR"], ["1", "2", "3"], ["1", "2", "3"], ["1", "ERROR: no such key", ""], ["ERROR", "ERROR", "ERROR"],
        ];
        double[] Means(string metric) => [.. results.Select(h => results.Average(r => Pair.Score(metric, Of(h), Of(r))))];
        Assert.That(Means("execution:all=true"), Is.EqualTo(new[] { 0, 0.4, 0.4, 0, 0 }).Within(1e-15));
        Assert.That(Means("execution"), Is.EqualTo(new[] { 7 / 15.0, 0.6, 0.6, 4 / 15.0, 0 }).Within(1e-15));
    }

    [TestCase("1\n2\n3", "1\n2\n4", 2 / 3.0)]
    [TestCase("1\n2\n", "1\r\n2", 1, Description = "an end of line after the last")]
    [TestCase("1\n2", "1", 0.5, Description = "a test that one side lacks")]
    [TestCase("2\n1", "1\n2", 0, Description = "results are in the order of the tests")]
    [TestCase("1\n\n3", "1\n\n3", 2 / 3.0, Description = "an empty result is a failure")]
    [TestCase("", "", 0)]
    [TestCase("error 5", "error 5", 1, Description = "ERROR is in upper case")]
    public void Results_of_tests(string hypothesis, string reference, double expected) =>
        Assert.That(Pair.Score("execution", hypothesis, reference), Is.EqualTo(expected).Within(1e-15));

    [TestCase("a|1\nb|2", "b|2\na|1", 1, 1, Description = "rows in any order")]
    [TestCase("a\na\nb", "a\nb\nb", 0, 2 / 3.0, Description = "as often as they are there")]
    [TestCase("a\nb", "a", 0, 2 / 3.0)]
    [TestCase("", "", 1, 1, Description = "no rows are a result")]
    [TestCase("", "a", 0, 0)]
    [TestCase("ERROR: no such table", "ERROR: no such table", 0, 0)]
    public void Tables(string hypothesis, string reference, double equal, double partial)
    {
        Assert.That(Pair.Score("result-table", hypothesis, reference), Is.EqualTo(equal));
        Assert.That(Pair.Score("result-table:partial=true", hypothesis, reference), Is.EqualTo(partial).Within(1e-15));
    }

    private static Candidate Of(string[] results) => new("a program") { Labels = results };
}
