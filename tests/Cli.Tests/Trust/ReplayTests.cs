namespace Accelerated.Cli.Tests;

public sealed class ReplayTests
{
    private const string Lines = """
        {"id": "q1", "candidates": ["the answer is 4", {"text": "it is 5", "logprob": -2, "weight": 2}, null, "so 4", "none", "(4)"]}
        {"candidates": ["7", "it was 8 in all", "8 \u2028 \"x\""], "references": ["8", "7", "8"]}

        """;

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [TestCase("--metric", "token-f1")]
    [TestCase("--metric", "chrf", "--self", "exclude", "--top", "1", "--risk", "cvar:0.5")]
    [TestCase("--metric", "exact-match", "--extract", "last-number", "--bootstrap", "20")]
    [TestCase("--metric", "squared-error", "--extract", "last-number", "--rule", "bayes")]
    [TestCase("--metric", "absolute-error", "--extract", "last-number", "--language", "de", "--uniform-share", "0.2")]
    public async Task A_recorded_selection_replays_byte_for_byte(params string[] options)
    {
        var select = await CommandRun.Of(Lines, ["select", "--record", _folder["r.jsonl"], .. options]);
        Assert.That(select.ExitCode, Is.Zero, select.Error);
        var replay = await CommandRun.Of("", "replay", _folder["r.jsonl"], "--engine", "reference");
        Assert.That(replay.Output, Is.EqualTo(select.Output));
        Assert.That((replay.ExitCode, replay.Error), Is.EqualTo((0, "2 of 2 decisions are the same, byte for byte.\n")));
    }

    [TestCase("--metric", "chrf")]
    [TestCase("--metric", "token-f1", "--weights", "logprob", "--early-stop", "0.9", "--early-stop-block", "4")]
    [TestCase("--metric", "exact-match", "--extract", "regex:(\\w+)", "--weights", "logprob")]
    [TestCase("--metric", "token-f1", "--decision-temperature", "0.7")]
    [TestCase("--metric", "squared-error", "--grid", "1..5")]
    public async Task A_recorded_decoding_replays_without_the_model(params string[] options)
    {
        var decode = await CommandRun.Of(
            "", ["decode", "-n", "12", "--first", "2", "--max-tokens", "8", "--record", _folder["r.jsonl"], .. options]);
        Assert.That(decode.ExitCode, Is.Zero, decode.Error);
        var replay = await CommandRun.Of("", "replay", _folder["r.jsonl"]);
        Assert.That((replay.Output, replay.ExitCode), Is.EqualTo((decode.Output, 0)), replay.Error);
        var record = await File.ReadAllTextAsync(_folder["r.jsonl"]);
        Assert.That(record, Does.Match("\"model\":\"[^\"]+\",\"modelHash\":\"[0-9a-f]{64}\",\"drawingSeed\":[0-9]+"));
    }

    [Test]
    public async Task A_decision_that_differs_is_named()
    {
        await CommandRun.Of(Lines, "select", "--metric", "token-f1", "--record", _folder["r.jsonl"], "--output", _folder["out"]);
        var record = await File.ReadAllTextAsync(_folder["r.jsonl"]);
        const string start = "\"decision\":{\"id\":\"q1\",\"index\":";
        await File.WriteAllTextAsync(_folder["r.jsonl"], record.Replace(start, start + "1"));
        var replay = await CommandRun.Of("", "replay", _folder["r.jsonl"]);
        Assert.That(replay.ExitCode, Is.EqualTo(1));
        Assert.That(replay.Error, Does.Match("line 1: the decision differs from character [0-9]+ on: .* was recorded, .* is decided now"));
        Assert.That(replay.Error, Does.Contain("1 of 2 decisions are the same"));
    }

    [Test]
    public async Task Lines_that_are_no_records_are_bad()
    {
        var replay = await CommandRun.Of("{\"candidates\": [\"a\"]}\n\nnot json\n", "replay");
        Assert.That(replay.ExitCode, Is.EqualTo(3));
        Assert.That(replay.Error, Does.Contain("line 1: The text is no decision record").And.Contain("line 3: "));
    }

    [Test]
    public async Task The_record_is_not_the_results_and_not_the_input()
    {
        await File.WriteAllTextAsync(_folder["in"], Lines);
        var same = await CommandRun.Of("", "select", _folder["in"], "-m", "chrf", "-o", _folder["x"], "--record", _folder["x"]);
        var input = await CommandRun.Of("", "select", _folder["in"], "-m", "chrf", "--record", _folder["in"]);
        Assert.That((same.ExitCode, input.ExitCode), Is.EqualTo((2, 2)));
        Assert.That(input.Error, Does.Contain("is the input and would be overwritten. Choose another --record."));
        Assert.That(await File.ReadAllTextAsync(_folder["in"]), Is.EqualTo(Lines));
    }
}
