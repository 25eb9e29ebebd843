using System.Text.Json;

namespace Accelerated.Cli.Tests;

/// <summary>Comparing rules on given candidates.</summary>
public sealed class EvaluateTests
{
    private const string NoAnswer = """
        {"id":"1","candidates":["\\boxed{9}","\\boxed{9}"],"gold":"9"}
        {"id":"2","candidates":["I do not know","no idea"],"gold":"3"}
        {"id":"3","candidates":["cannot say","?"],"gold":"4"}
        """;

    private const string RunOn =
        "{\"id\":\"1\",\"candidates\":[\"9*2=18\\n#### 18\\n\\nQuestion: more?\\nAnswer: 5\\n#### 5\",\"18\"," +
        "\"#### 18\\n\\nQuestion: z\\n#### 7\"],\"gold\":\"18\"}";

    private const string GradeSchool = """
        {"id":"1","candidates":["She makes $9{,}500. #### 9,500","The answer is \\boxed{$9{,}500}","#### 9500","I get 500"],"gold":"9500"}
        {"id":"2","candidates":["#### -3","So it is -3.","3"],"gold":"-3"}
        {"id":"3","candidates":["It is \\frac{1}{2}","0.5","1/2","2"],"gold":"0.5"}
        """;

    private const string Signs = """
        {"id": "neg", "candidates": ["So the total is 5", "I get 5", "Result: 5"], "gold": "-5"}
        {"id": "dec", "candidates": ["So x = 15", "x is 15", "it is 15"], "gold": "1.5"}
        """;

    private const string Separators = """
        {"id": "a", "candidates": ["It is 1,080", "So 1080."], "gold": "1,080"}
        {"id": "b", "candidates": ["It is 50%", "50 %"], "gold": "50%"}
        {"id": "c", "candidates": ["It costs $7"], "gold": "$7"}
        """;

    [TestCase(NoAnswer, "boxed", "exact-match", 1 / 3.0, 3)]
    [TestCase(RunOn, "gsm8k", "exact-match", 1, 1)]
    [TestCase(RunOn, "last-number", "exact-match", 1, 1)]
    [TestCase(GradeSchool, "gsm8k,boxed,last-number", "exact-match", 1, 3)]
    [TestCase(Signs, "last-number", "exact-match", 0, 2)]
    [TestCase(Separators, "last-number", "absolute-error", 0, 3)]
    public async Task Measures_extracted_answers(string input, string extract, string metric, double value, int items)
    {
        var run = await CommandRun.Of(input, "evaluate", "-", "--metric", metric, "--extract", extract, "--json");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        foreach (var rule in (string[])["majority", "best expected " + metric, "oracle"])
        {
            var score = Score(run, rule, metric);
            Assert.That(score.GetProperty("value").GetDouble(), Is.EqualTo(value).Within(1e-12), rule);
            Assert.That(score.GetProperty("n").GetInt32(), Is.EqualTo(items), rule);
        }
    }

    [TestCase("max", 1)]
    [TestCase("mean", .75)]
    public async Task Takes_several_right_answers(string reduction, double oracle)
    {
        const string input = """{"id": "1", "candidates": ["City of Paris", "Lyon"], "gold": ["Paris", "City of Paris"]}""";
        var run = await CommandRun.Of(input, "evaluate", "-", "--metric", "token-f1", "--gold-reduce", reduction, "--json");
        Assert.That(Score(run, "oracle", "token-f1").GetProperty("value").GetDouble(), Is.EqualTo(oracle).Within(1e-12), run.Error);
    }

    [Test]
    public async Task Prints_how_many_items_count_and_tie()
    {
        const string input = """
            {"candidates": ["x", "y"], "gold": "y"}
            {"candidates": ["y", "y"], "gold": "y"}
            """;
        var run = await CommandRun.Of(input, "evaluate", "-", "--metric", "exact-match");
        Assert.That(run.Output, Does.Contain("exact-match, n = 2").And.Contain("tied").And.Match(@"majority +\| 0\.750 +\| 1 "));
    }

    private static JsonElement Score(CommandRun run, string rule, string metric) => run.Json[0].GetProperty("scores").EnumerateArray().Single(
        score => score.GetProperty("rule").GetString() == rule && score.GetProperty("metric").GetString() == metric);
}
