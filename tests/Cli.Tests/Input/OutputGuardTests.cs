using System.Diagnostics;

namespace Accelerated.Cli.Tests;

/// <summary>What a run reads is never written over, whatever name or link leads to it.</summary>
public sealed class OutputGuardTests
{
    private const string Line = """{"id": "a", "candidates": ["x y", "y"], "gold": "y", "prompt": "p"}""";

    [TestCase("sym", "")]
    [TestCase("hard", "")]
    [TestCase("chain", "")]
    [TestCase("in.jsonl", "sym")]
    [TestCase("folder/in.jsonl", "")]
    [Platform(Exclude = "Win")]
    public async Task Refuses_an_output_that_leads_to_the_input(string output, string input)
    {
        using var folder = await LinkedAsync();
        var path = folder[input.Length > 0 ? input : "in.jsonl"];
        foreach (var command in (string[][])[["select", path], ["score", path], ["evaluate", path], ["generate", path], ["decode", path]])
        {
            string[] metric = command[0] == "generate" ? [] : ["--metric", "token-f1"];
            var run = await CommandRun.Of("", [.. command, .. metric, "--output", folder[output]]);
            Assert.That(run, Is.EqualTo(new CommandRun(
                2, "", $"'{folder[output]}' is the input and would be overwritten. Choose another --output.\n")), command[0]);
            Assert.That(await File.ReadAllTextAsync(folder["in.jsonl"]), Is.EqualTo(Line));
        }
    }

    [Test]
    [Platform(Exclude = "Win")]
    public async Task Refuses_an_output_that_leads_to_the_model_or_to_a_side_file()
    {
        using var folder = await LinkedAsync();
        File.Copy(Models.Plain, folder["m.gguf"]);
        File.CreateSymbolicLink(folder["m"], folder["m.gguf"]);
        var run = await CommandRun.Of("", "generate", folder["in.jsonl"], "--model", folder["m.gguf"], "--output", folder["m"]);
        Assert.That(
            (run.ExitCode, run.Error),
            Is.EqualTo((2, $"'{folder["m"]}' is the model and would be overwritten. Choose another --output.\n")));
        Assert.That(new FileInfo(folder["m.gguf"]).Length, Is.EqualTo(new FileInfo(Models.Plain).Length));
        var gold = await CommandRun.Of(
            "a\n",
            "evaluate", "-", "--metric", "exact-match", "--lines", "1", "--gold-file", folder["in.jsonl"], "--output", folder["hard"]);
        Assert.That(gold.Error, Does.StartWith($"'{folder["hard"]}' is the file of right answers and would be overwritten."));
        var reference = await CommandRun.Of("a\n", "score", "-", folder["in.jsonl"], "--metric", "exact-match", "--output", folder["sym"]);
        Assert.That(reference.Error, Does.StartWith($"'{folder["sym"]}' is the reference file and would be overwritten."));
    }

    [Test]
    [Platform(Exclude = "Win")]
    public async Task Refuses_a_matrix_that_leads_to_the_input()
    {
        using var folder = await LinkedAsync();
        File.CreateSymbolicLink(folder["a.npy"], folder["in.jsonl"]);
        var run = await CommandRun.Of("", "matrix", folder["in.jsonl"], "--metric", "token-f1", "--output", folder.Root);
        Assert.That((run.ExitCode, run.Error), Is.EqualTo(
            (2, $"'{folder["a.npy"]}' is the input and would be overwritten. Choose another --output.\n")));
        Assert.That(await File.ReadAllTextAsync(folder["in.jsonl"]), Is.EqualTo(Line));
    }

    [Test]
    [Platform(Exclude = "Win")]
    public async Task Follows_no_link_that_was_planted_in_a_folder_of_matrices()
    {
        using var folder = await LinkedAsync();
        await File.WriteAllTextAsync(folder["other"], "kept");
        Directory.CreateDirectory(folder["out"]);
        foreach (var name in (string[])["out/a.npy", "out/a.npy.part"])
        {
            File.CreateSymbolicLink(folder[name], folder["other"]);
        }

        var run = await CommandRun.Of("", "matrix", folder["in.jsonl"], "--metric", "token-f1", "--output", folder["out"]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(await File.ReadAllTextAsync(folder["other"]), Is.EqualTo("kept"));
        Assert.That(new FileInfo(folder["out/a.npy"]).LinkTarget, Is.Null);
    }

    [Test]
    [Platform(Exclude = "Win")]
    public async Task Refuses_an_output_that_is_the_file_of_options()
    {
        using var folder = await LinkedAsync();
        await File.WriteAllTextAsync(folder["run.json"], """{"metric": "token-f1"}""");
        var run = await CommandRun.Of("", "select", folder["in.jsonl"], "--config", folder["run.json"], "--output", folder["run.json"]);
        Assert.That((run.ExitCode, run.Error), Is.EqualTo(
            (2, $"'{folder["run.json"]}' is the file of options and would be overwritten. Choose another --output.\n")));
        Assert.That(await File.ReadAllTextAsync(folder["run.json"]), Does.Contain("token-f1"));
    }

    [Test]
    [Platform(Exclude = "Win")]
    public async Task Refuses_an_output_that_is_the_schema_of_the_metric()
    {
        using var folder = await LinkedAsync();
        const string schema = """{"properties": {"a": {"type": "string"}}}""";
        await File.WriteAllTextAsync(folder["s.json"], schema);
        foreach (var command in (string[])["select", "score", "evaluate", "explain", "report", "plan"])
        {
            var run = await CommandRun.Of(
                "", command, folder["in.jsonl"], "--metric", $"record:{folder["s.json"]}", "--output", folder["s.json"]);
            Assert.That(run.ExitCode, Is.EqualTo(2), command);
            Assert.That(run.Error, Does.Contain($"'{folder["s.json"]}' is the schema and would be overwritten."), command);
            Assert.That(await File.ReadAllTextAsync(folder["s.json"]), Is.EqualTo(schema), command);
        }
    }

    [TestCase("-")]
    [TestCase("/dev/stdin")]
    [TestCase("/proc/self/fd/0")]
    [Platform("Linux")]
    public async Task Refuses_an_output_that_standard_input_is_redirected_from(string input)
    {
        using var folder = await LinkedAsync();
        var tool = Path.Combine(AppContext.BaseDirectory, "accelerated.dll");
        foreach (var output in (string[])[folder["sym"], "/dev/stdin"])
        {
            var command = $"exec dotnet '{tool}' select {input} --metric token-f1 --output '{output}' < '{folder["in.jsonl"]}'";
            var start = new ProcessStartInfo("/bin/sh")
            {
                ArgumentList = { "-c", command },
                RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            var error = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.That(
                (process.ExitCode, error),
                Is.EqualTo((2, $"'{output}' is the input and would be overwritten. Choose another --output.\n")));
            Assert.That(await File.ReadAllTextAsync(folder["in.jsonl"]), Is.EqualTo(Line));
        }
    }

    [Test]
    public async Task A_longer_output_of_another_run_is_emptied_first()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["out"], new string('x', 10_000));
        var run = await CommandRun.Of(Line, "select", "-", "--metric", "token-f1", "--output", folder["out"]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(await File.ReadAllTextAsync(folder["out"]), Does.StartWith("{\"id\":\"a\"").And.Not.Contain("xxx"));
    }

    [TestCase(2, "select", "-", "--metric", "token-f1", "--format", "csv")]
    [TestCase(2, "select", "-", "--metric", "token-f1", "--format", "parquet")]
    [TestCase(3, "select", "-", "--metric", "token-f1", "--id", "name")]
    [TestCase(3, "select", "-", "--metric", "token-f1", "--candidates", "answers", "--output-format", "csv")]
    [TestCase(3, "score", "-", "--metric", "token-f1")]
    [TestCase(2, "evaluate", "-", "--metric", "token-f1", "--baseline", "nothing")]
    [TestCase(2, "evaluate", "-", "--metric", "token-f1", "--compare", "majority", "nothing")]
    [TestCase(1, "evaluate", "-", "--metric", "token-f1", "--gold", "answer")]
    public async Task A_run_that_has_nothing_to_write_leaves_the_output_of_another(int code, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["out"], "kept");
        await File.WriteAllTextAsync(folder["items"], "kept");
        string[] items = arguments[0] == "evaluate" ? ["--per-item", folder["items"]] : [];
        var run = await CommandRun.Of(Line, [.. arguments, "--output", folder["out"], .. items]);
        Assert.That(run.ExitCode, Is.EqualTo(code), run.Error);
        Assert.That(await File.ReadAllTextAsync(folder["out"]), Is.EqualTo("kept"));
        Assert.That(await File.ReadAllTextAsync(folder["items"]), Is.EqualTo("kept"));
    }

    [Test]
    public async Task An_output_is_emptied_if_there_is_nothing_to_select_from()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["out"], "old");
        var run = await CommandRun.Of("\n", "select", "-", "--metric", "token-f1", "--output", folder["out"]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(await File.ReadAllTextAsync(folder["out"]), Is.Empty);
    }

    [Test]
    public async Task Names_the_option_of_a_file_that_would_be_overwritten()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["in"], Line);
        var run = await CommandRun.Of("", "evaluate", folder["in"], "--metric", "token-f1", "--per-item", folder["in"]);
        Assert.That(run, Is.EqualTo(new CommandRun(
            2, "", $"'{folder["in"]}' is the input and would be overwritten. Choose another --per-item.\n")));
        var both = await CommandRun.Of(
            Line, "evaluate", "-", "--metric", "token-f1", "--output", folder["out"], "--per-item", folder["out"]);
        Assert.That(both.Error, Does.StartWith($"'{folder["out"]}' is the report and would be overwritten. Choose another --per-item."));
    }

    private static async Task<TemporaryFolder> LinkedAsync()
    {
        var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["in.jsonl"], Line);
        File.CreateSymbolicLink(folder["sym"], folder["in.jsonl"]);
        File.CreateSymbolicLink(folder["chain"], "sym");
        File.CreateSymbolicLink(folder["folder"], folder.Root);
        using var link = Process.Start("ln", [folder["in.jsonl"], folder["hard"]]);
        await link.WaitForExitAsync();
        return folder;
    }
}
