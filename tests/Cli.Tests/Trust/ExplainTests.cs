namespace Accelerated.Cli.Tests;

public sealed class ExplainTests
{
    private const string Lines = """
        {"id": "q", "candidates": ["p q", null, "p q", "p q", "r s t", "r s p", "r q t u\u001b[31m"]}
        """;

    [Test]
    public async Task An_explanation_is_the_same_of_a_problem_and_of_its_record()
    {
        using var folder = new TemporaryFolder();
        string[] how = ["--metric", "token-f1", "--self", "exclude"];
        var select = await CommandRun.Of(Lines, ["select", "--record", folder["r"], .. how]);
        var direct = await CommandRun.Of(Lines, ["explain", "--json", .. how]);
        var recorded = await CommandRun.Of("", "explain", folder["r"], "--json");
        Assert.That((direct.ExitCode, recorded.ExitCode), Is.EqualTo((0, 0)), direct.Error + recorded.Error);
        Assert.That(recorded.Output, Is.EqualTo(direct.Output));
        var (selection, explanation) = (select.Json.Single(), direct.Json.Single());
        foreach (var name in new[] { "id", "index", "text", "expected", "standardError", "margin" })
        {
            Assert.That(explanation.GetProperty(name).GetRawText(), Is.EqualTo(selection.GetProperty(name).GetRawText()), name);
        }
    }

    [Test]
    public async Task Indexes_are_those_of_the_input()
    {
        var run = await CommandRun.Of(Lines, "explain", "--metric", "token-f1", "--json");
        var supporters = run.Json.Single().GetProperty("supporters").EnumerateArray().Select(one => one.GetProperty("index").GetInt32());
        Assert.That(supporters, Is.SupersetOf(new[] { 0, 4, 5, 6 }));
        var members = run.Json.Single().GetProperty("clusters")[0].GetProperty("members").EnumerateArray().Select(one => one.GetInt32());
        Assert.That(members, Is.EqualTo(new[] { 0, 2, 3 }));
    }

    [Test]
    public async Task The_text_names_supporters_and_dissent()
    {
        var run = await CommandRun.Of(Lines, "explain", "--metric", "token-f1", "--agreement", "0.6");
        Assert.That(run.Output, Does.StartWith("q: p q\nexpected token-f1 0.6222 ± 0.18, ahead by 0.09683 (0.4 standard errors)\n"));
        Assert.That(run.Output, Does.Contain("supporters:").And.Contain(" (3 votes): p q").And.Contain("dissent").And.Contain("optimism"));
        Assert.That(run.Output, Does.Not.Contain("\u001b"));
    }

    [TestCase("--risk", "worst", "explain", "--risk", "worst")]
    [TestCase("--lines", "2", "explain", "--lines", "2")]
    public async Task Options_that_a_record_settles_are_refused(string option, string value, params string[] arguments)
    {
        var run = await CommandRun.Of("", arguments);
        Assert.That((run.ExitCode, run.Output, value), Is.EqualTo((2, "", value)));
        Assert.That(run.Error, Does.StartWith($"{option} has no effect on decision records"));
    }

    [TestCase("Invalid value 'x' for --agreement: expected a number, e.g. 0.5.\n", "x")]
    [TestCase("Invalid value 'NaN' for --agreement: expected a number, e.g. 0.5.\n", "NaN")]
    public async Task Rejects_an_agreement_that_is_no_number(string message, string value)
    {
        var run = await CommandRun.Of(Lines, "explain", "--metric", "chrf", "--agreement", value);
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((2, message)));
    }
}
