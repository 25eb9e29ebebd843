using System.Text.Json;

namespace Accelerated.Cli.Tests;

public sealed class PlanTests
{
    private const string Lines = """
        {"id": "1", "candidates": ["a b c", null, "a b d", "a b c", "x y", "a c"]}
        {"id": "2", "candidates": ["p q", "p q", "p r", "s", "p q r"]}

        """;

    [Test]
    public async Task A_file_of_candidates_needs_no_model()
    {
        var run = await CommandRun.Of(Lines, "plan", "-", "--metric", "token-f1", "--json", "--model", "none.gguf", "--problems", "100");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        var plan = run.Json.Single();
        Assert.That(plan.GetProperty("pilotProblems").GetInt32(), Is.EqualTo(2));
        Assert.That(plan.GetProperty("pilotCandidates").GetInt32(), Is.EqualTo(5));
        Assert.That(plan.GetProperty("secondsPerCandidate").ValueKind, Is.EqualTo(JsonValueKind.Null));
        var counts = plan.GetProperty("counts").EnumerateArray().Select(count => count.GetProperty("n").GetInt32());
        Assert.That(counts, Is.EqualTo(new[] { 1, 2, 4, 5, 10, 20, 40 }));
        var stable = plan.GetProperty("counts").EnumerateArray().Select(count => count.GetProperty("stable").GetDouble()).ToArray();
        Assert.That(stable, Is.Ordered);
    }

    [Test]
    public async Task The_table_says_what_is_enough()
    {
        var run = await CommandRun.Of(Lines, "plan", "-", "--metric", "token-f1");
        Assert.That(run.Output, Does.StartWith("Pilot: 2 problems of 5 candidates.\n"));
        Assert.That(run.Output, Does.Match("(?m)^[0-9]+ candidates reach 95 % of what 5 gain over one\\.$"));
        Assert.That(run.Output, Does.Contain("A decision is stable with").And.Not.Contain("seconds"));
    }

    [Test]
    public async Task A_pilot_is_drawn_for_ten_prompts_unless_more_are_asked_for([Values] bool first)
    {
        var prompts = string.Concat(Enumerable.Range(0, 15).Select(k => $"{{\"prompt\": \"Write {k}\"}}\n"));
        string[] more = first ? ["--first", "12"] : [];
        var run = await CommandRun.Of(prompts, ["plan", "-", "-m", "chrf", "-n", "4", "--max-tokens", "4", "--json", .. more]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        var plan = run.Json.Single();
        Assert.That(plan.GetProperty("pilotProblems").GetInt32(), Is.EqualTo(first ? 12 : 10));
        Assert.That(plan.GetProperty("secondsPerCandidate").GetDouble(), Is.GreaterThan(0));
        Assert.That(plan.GetProperty("tokensPerCandidate").GetDouble(), Is.InRange(1, 4));
    }

    [TestCase("Invalid value '1' for --confidence: expected a number above 0.5 and below 1, e.g. 0.95.\n", "--confidence", "1")]
    [TestCase("A grid is scored, not drawn, so that there is no number of candidates to plan. Leave --grid out.\n", "--grid", "1..5")]
    [TestCase("Invalid value '0' for --problems: expected a whole number of at least 1.\n", "--problems", "0")]
    public async Task Rejects_what_cannot_be_planned(string message, params string[] options)
    {
        var run = await CommandRun.Of("not read", ["plan", "-", "-m", "chrf", .. options]);
        Assert.That((run.ExitCode, run.Error, run.Output), Is.EqualTo((2, message, "")));
    }

    [Test]
    public async Task A_file_without_problems_is_an_error()
    {
        var run = await CommandRun.Of("", "plan", "-", "-m", "chrf");
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.Contain("has no problem to plan by"));
    }
}
