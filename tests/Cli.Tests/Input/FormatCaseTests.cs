using System.Text.Json;
using Accelerated.Cli.Input.Formats;

namespace Accelerated.Cli.Tests;

/// <summary>Files as other programs write them are read as their authors mean them.</summary>
public sealed class FormatCaseTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private static readonly string Folder = Path.Combine(TestContext.CurrentContext.TestDirectory, "Cases");

    [TestCase("openai-chat.jsonl", "openai-chat", "chatcmpl-1", "Paris", 2)]
    [TestCase("openai-batch-output.jsonl", "openai-batch", "q1", "Paris", 2)]
    [TestCase("vllm-offline.jsonl", "vllm", "0", " Paris", 2)]
    [TestCase("llamacpp-server.jsonl", "llamacpp", "1", " Paris", 2)]
    [TestCase("lm-eval-samples.jsonl", "lm-eval", "0", "So 18. The answer is 18.", 3)]
    public async Task Reads_a_case(string file, string format, string id, string text, int candidates)
    {
        var run = await CommandRun.Of("", "select", Path.Combine(Folder, file), "--metric", "levenshtein");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Error, Is.EqualTo($"Reading {format} from {Path.Combine(Folder, file)}.\n"));
        var selection = run.Json.Single();
        Assert.That(selection.GetProperty("id").GetString(), Is.EqualTo(id));
        Assert.That(selection.GetProperty("text").GetString(), Is.EqualTo(text));
        Assert.That(selection.GetProperty("ranking").GetArrayLength(), Is.EqualTo(candidates));
    }

    [TestCase("openai-chat.jsonl")]
    [TestCase("vllm-offline.jsonl")]
    public async Task Log_probabilities_are_summed_over_tokens(string file)
    {
        var run = await CommandRun.Of("", "select", Path.Combine(Folder, file), "--metric", "exact-match", "--weights", "logprob");
        Assert.That(run.Json.Single().GetProperty("expected").GetDouble(), Is.EqualTo(1 / (1 + Math.Exp(-1))).Within(1e-12));
    }

    [Test]
    public async Task A_case_is_read_alike_in_every_container_and_encoding()
    {
        var line = await File.ReadAllTextAsync(Path.Combine(Folder, "openai-chat.jsonl"));
        using var document = JsonDocument.Parse(line);
        var indented = JsonSerializer.Serialize(document.RootElement, Indented);
        var expected = await CommandRun.Of(line, "select", "--metric", "chrf");
        foreach (var text in (string[])[indented, $"[{line}]", $"[\n{indented}\n]", $"\uFEFF{indented}", "\n\n" + line])
        {
            var run = await CommandRun.Of(text, "select", "--metric", "chrf");
            Assert.That(run.Output, Is.EqualTo(expected.Output), text);
            Assert.That(run.Error, Does.StartWith("Reading ").And.Contains("openai-chat"));
        }
    }

    [Test]
    public async Task Plain_lines_are_so_many_candidates_a_source()
    {
        var run = await CommandRun.Of("", "select", Path.Combine(Folder, "three-lines-a-source.txt"), "--metric", "chrf", "--lines", "3");
        Assert.That(
            run.Json.Select(selection => selection.GetProperty("text").GetString()),
            Is.EqualTo(new[] { "Das ist sehr gut.", "Hallo Welt!" }));
        Assert.That(run.Json.Select(selection => selection.GetProperty("id").GetString()), Is.EqualTo(new[] { "1", "2" }));
    }

    [Test]
    public async Task Plain_text_without_a_format_is_refused_with_a_way_out()
    {
        var run = await CommandRun.Of("", "select", Path.Combine(Folder, "three-lines-a-source.txt"), "--metric", "chrf");
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(
            run.Error,
            Does.StartWith("Cannot tell the format of ").And.Contains("it starts with 'Das ist gut.'").And.Contains("--lines N"));
    }

    [TestCase("gsm8k.jsonl", "absolute-error", 3)]
    [TestCase("lm-eval-samples.jsonl", "exact-match", 1)]
    public async Task Evaluates_a_case_with_right_answers(string file, string metric, int items)
    {
        var run = await CommandRun.Of("", "evaluate", Path.Combine(Folder, file), "--metric", metric, "--extract", "last-number", "--json");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Json.Single().GetProperty("items").GetInt32(), Is.EqualTo(items));
    }

    [TestCase("no-answer.jsonl", 3)]
    [TestCase("run-on.jsonl", 1)]
    public async Task Selects_from_a_case_of_own_lines_without_a_note(string file, int problems)
    {
        var run = await CommandRun.Of("", "select", Path.Combine(Folder, file), "--metric", "levenshtein");
        Assert.That((run.ExitCode, run.Error, run.Json.Count), Is.EqualTo((0, "", problems)));
    }

    [Test]
    public async Task Every_format_is_named_by_the_option_its_help_and_the_documentation()
    {
        var documentation = await File.ReadAllTextAsync(Path.Combine(Folder, "files.md"));
        var help = (await CommandRun.Of("", "select", "--help")).Output.ReplaceLineEndings(" ");
        foreach (var format in InputFormats.All())
        {
            Assert.That(InputFormats.Of(format.Name).GetType(), Is.EqualTo(format.GetType()));
            Assert.That(documentation, Does.Contain($"`{format.Name}`"));
            Assert.That(help, Does.Contain(format.Name));
            Assert.That(format.Summary, Is.Not.Empty);
        }

        var wrong = await CommandRun.Of("{}", "select", "--metric", "chrf", "--format", "vlm");
        Assert.That(wrong.ExitCode, Is.EqualTo(2));
        Assert.That(
            wrong.Error,
            Does.StartWith("Invalid value 'vlm' for --format: expected one of jsonl, ").And.EndWith("did you mean 'vllm'?\n"));
    }
}
