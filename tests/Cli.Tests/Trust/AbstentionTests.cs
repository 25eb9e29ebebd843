using System.Text.Json;

namespace Accelerated.Cli.Tests;

public sealed class AbstentionTests
{
    private const string Sure = """{"candidates": ["a", "a", "a", "b"], "gold": "a"}""";
    private const string Unsure = """{"candidates": ["a", "b", "c", "d"], "gold": "e"}""";

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    private string Labelled(int sure, int unsure)
    {
        var lines = Enumerable.Repeat(Sure, sure).Concat(Enumerable.Repeat(Unsure, unsure));
        File.WriteAllLines(_folder["labelled.jsonl"], lines);
        return _folder["labelled.jsonl"];
    }

    [Test]
    public async Task Risky_answers_are_withheld_and_the_ground_is_said()
    {
        var run = await CommandRun.Of(
            $"{Sure}\n{Unsure}\n", "select", "-m", "exact-match", "--abstain-above", "0.2", "--labelled", Labelled(20, 10),
            "--fallback", "I do not know");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Json.Select(Text), Is.EqualTo(new[] { ("a", 0, false), ("I do not know", -1, true) }));
        Assert.That(run.Json.Select(line => line.GetProperty("answeredFrom").GetDouble()), Is.All.EqualTo(.75));
        Assert.That(run.Error, Does.Contain(
            "Answered 1 of 2, where the expected exact-match is at least 0.75: by 30 labelled problems, 20 of them answered, the expected "
            + "loss is at most 0.2 over problems like these, an abstention counted as 0."));
    }

    [Test]
    public async Task Too_few_labels_answer_never()
    {
        var run = await CommandRun.Of(Sure, "select", "-m", "exact-match", "--abstain-above", "0.1", "--labelled", Labelled(2, 0));
        Assert.That(run.Json.Single().GetProperty("text").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(run.Error, Does.Contain("No answer was given: 2 labelled problems cannot show that any keep a risk of 0.1."));
    }

    [Test]
    public async Task A_table_says_what_was_withheld()
    {
        var run = await CommandRun.Of(
            $"{Sure}\n{Unsure}\n", "select", "-m", "exact-match", "--abstain-above", "0.2", "--labelled", Labelled(20, 10),
            "--output-format", "csv");
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines[0], Does.EndWith(",abstained,answeredFrom"));
        Assert.That(lines[1], Does.EndWith(",false,0.75"));
        Assert.That(lines[2], Does.EndWith(",true,0.75"));
    }

    [Test]
    public async Task All_may_be_answered()
    {
        var run = await CommandRun.Of(
            $"{Unsure}\n", "select", "-m", "exact-match", "--abstain-above", "0.5", "--labelled", Labelled(20, 5));
        Assert.That(run.Json.Single().GetProperty("abstained").GetBoolean(), Is.False);
        Assert.That(run.Error, Does.Contain("Answered 1 of 1, whatever is expected: by 25 labelled problems"));
    }

    [Test]
    public async Task Importance_weights_are_not_guessed()
    {
        var run = await CommandRun.Of(
            "not read", "decode", "-", "-m", "exact-match", "--decision-temperature", "0.5", "--temperature", "0.7", "--abstain-above",
            "0.5", "--labelled", Labelled(2, 1));
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
        Assert.That(run.Error, Does.StartWith("--labelled does not say how likely its candidates were to be drawn"));
    }

    [Test]
    public async Task An_abstention_replays([Values] bool isNever)
    {
        var select = await CommandRun.Of(
            $"{Sure}\n{Unsure}\n", "select", "-m", "exact-match", "--abstain-above", "0.2", "--labelled", Labelled(isNever ? 1 : 20, 10),
            "--fallback", "?", "--record", _folder["r"]);
        Assert.That(select.ExitCode, Is.Zero);
        var replay = await CommandRun.Of("", "replay", _folder["r"]);
        Assert.That(replay.Output, Is.EqualTo(select.Output));
    }

    [Test]
    public async Task Decoding_withholds_by_labelled_candidates()
    {
        var lines = Enumerable.Range(0, 30).Select(k => $$"""{"id": "l{{k}}", "candidates": ["good", "good", "fine"], "gold": "good"}""");
        await File.WriteAllLinesAsync(_folder["labelled.jsonl"], lines);
        var run = await CommandRun.Of(
            "", "decode", "-m", "exact-match", "-n", "6", "--first", "2", "--max-tokens", "8", "--abstain-above", "0.01",
            "--labelled", _folder["labelled.jsonl"], "--fallback", "-");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Json.Select(line => line.GetProperty("text").GetString()), Is.All.EqualTo("-"));
        Assert.That(run.Error, Does.Contain("No answer was given: 30 labelled problems"));
    }

    [TestCase("--abstain-above requires labelled problems. Add --labelled FILE, lines with 'candidates' and 'gold'.\n",
        "-m", "chrf", "--abstain-above", "20")]
    [TestCase("--fallback requires --abstain-above. Add it, e.g. --abstain-above 0.2, or leave --fallback out.\n",
        "-m", "chrf", "--fallback", "x")]
    [TestCase("Invalid value '1' for --abstain-above: expected a number above 0 and below the metric's greatest loss, e.g. 0.2.\n",
        "-m", "token-f1", "--abstain-above", "1", "--labelled", "none")]
    [TestCase("squared-error has no greatest loss, without which no risk can be guaranteed. Add --greatest-loss L, at which losses are cut "
        + "off.\n", "-m", "squared-error", "--abstain-above", "1", "--labelled", "none")]
    [TestCase("Invalid value '0' for --greatest-loss: expected a positive finite number, e.g. 10.\n",
        "-m", "squared-error", "--abstain-above", "1", "--labelled", "none", "--greatest-loss", "0")]
    public async Task Rejects_a_guarantee_that_cannot_be_given(string message, params string[] options)
    {
        var run = await CommandRun.Of("not read", ["select", .. options]);
        Assert.That((run.ExitCode, run.Error, run.Output), Is.EqualTo((2, message, "")));
    }

    [Test]
    public async Task Labels_that_are_missing_are_named()
    {
        await File.WriteAllTextAsync(_folder["l"], $"{Sure}\n{{\"candidates\": [\"a\"]}}\n");
        var run = await CommandRun.Of(Sure, "select", "-m", "exact-match", "--abstain-above", "0.5", "--labelled", _folder["l"]);
        Assert.That(run.Error, Does.Contain("line 2: 'gold' is missing; give the right answer, or leave the line out."));
        Assert.That(run.ExitCode, Is.Zero);
    }

    private static (string?, int, bool) Text(JsonElement line) =>
        (line.GetProperty("text").GetString(), line.GetProperty("index").GetInt32(), line.GetProperty("abstained").GetBoolean());
}
