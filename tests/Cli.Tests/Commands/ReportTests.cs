namespace Accelerated.Cli.Tests;

public sealed class ReportTests
{
    private const string Lines = """
        {"id": "q", "candidates": ["p q", "p q", "p q", "r s t", "r s p", "r q t u"], "gold": "r s t"}
        """;

    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("accelerated-report").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    private string FileOf(string name) => Path.Combine(_folder, name);

    [TestCase("--risk", "worst", "--self", "exclude")]
    [TestCase("--self", "include")]
    public async Task A_page_shows_what_select_decides(params string[] options)
    {
        var select = await CommandRun.Of(Lines, ["select", "--metric", "token-f1", .. options]);
        var report = await CommandRun.Of(Lines, ["report", "--metric", "token-f1", "--output", FileOf("r.html"), .. options]);
        Assert.That(report.ExitCode, Is.Zero, report.Error);
        var text = select.Json.Single().GetProperty("text").GetString();
        Assert.That(await File.ReadAllTextAsync(FileOf("r.html")), Does.Contain($"<blockquote><bdi>{text}</bdi></blockquote>"));
    }

    [Test]
    public async Task The_report_and_the_items_are_two_files()
    {
        await File.WriteAllTextAsync(FileOf("in.jsonl"), Lines);
        var run = await CommandRun.Of(
            "", "evaluate", FileOf("in.jsonl"), "--metric", "token-f1", "--report", FileOf("x"), "--per-item", FileOf("./x"));
        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Does.Contain("is the file of items and would be overwritten. Choose another --report."));
    }

    [Test]
    public async Task A_file_without_problems_is_an_error_and_leaves_no_page()
    {
        var run = await CommandRun.Of("", "report", "--metric", "token-f1", "--output", FileOf("none.html"));
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.Contain("has no problem to show"));
        Assert.That(FileOf("none.html"), Does.Not.Exist);
    }

    [Test]
    public async Task Warns_of_metrics_without_an_upper_bound(
        [Values("wer", "ter")] string metric, [Values("select", "report")] string command)
    {
        const string shortVoter = """{"candidates": ["the cat sat on the mat", "the cat sat on a mat", "a cat sat on the mat", "the"]}""";
        string[] output = command == "report" ? ["--output", FileOf("w.html")] : [];
        var run = await CommandRun.Of(shortVoter, [command, "--metric", metric, .. output]);
        Assert.That(run.Error, Does.Contain($"{metric} has no upper bound"));
    }

    [Test]
    public async Task The_tools_own_numbers_are_no_guesses()
    {
        var run = await CommandRun.Of(
            """{"candidates": ["1", "2", "1.5", "2"]}""", "select", "--metric", "squared-error", "--rule", "bayes");
        Assert.That(run.Json.Single().GetProperty("value").GetDouble(), Is.EqualTo(1.625));
        Assert.That(run.Error, Does.Not.Contain("two ways"));
    }

    [Test]
    public async Task Sources_of_bad_lines_are_not_missing()
    {
        var run = await CommandRun.Of(
            """{"candidates": [{"text": "a", "source": "x"}]}""", "select", "--metric", "token-f1", "--source-weight", "x=0");
        Assert.That(run.ExitCode, Is.EqualTo(3));
        Assert.That(run.Error, Does.Not.Contain("No candidate has the source"));
    }
}
