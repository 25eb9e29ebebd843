using System.Diagnostics;
using Accelerated.Cli.Resuming;

namespace Accelerated.Cli.Tests;

/// <summary>Runs that go on where another ended, and runs of a part of a file.</summary>
public sealed class ResumeTests
{
    private const int Count = 60;

    private static readonly string Problems = string.Concat(Enumerable.Range(0, Count).Select(i =>
        $$"""{"id": "q{{i}}", "candidates": ["a b {{i}}", "a c", "a b"]}""" + "\n"));

    [Test]
    public async Task Goes_on_after_any_byte_to_the_same_output()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["in"], Problems);
        await SelectAsync(folder, "whole", "--resume");
        var whole = await File.ReadAllBytesAsync(folder["whole"]);
        Assert.That(whole.Count(letter => letter == '\n'), Is.EqualTo(Count));
        foreach (var length in (int[])[0, 1, whole.Length / 3, (whole.Length / 2) + 1, whole.Length - 1, whole.Length])
        {
            await File.WriteAllBytesAsync(folder["out"], whole[..length]);
            File.Copy(folder["whole.run"], folder["out.run"], overwrite: true);
            var run = await SelectAsync(folder, "out", "--resume");
            Assert.That(run.ExitCode, Is.Zero, run.Error);
            Assert.That(await File.ReadAllBytesAsync(folder["out"]), Is.EqualTo(whole), $"after {length} bytes");
        }
    }

    [Test]
    public async Task Draws_on_with_the_same_seeds()
    {
        using var folder = new TemporaryFolder();
        var prompts = string.Concat(Enumerable.Range(0, 6).Select(i => $$"""{"id": "{{i}}", "prompt": "a{{i}}"}""" + "\n"));
        await File.WriteAllTextAsync(folder["in"], prompts);
        foreach (string[] command in (string[][])[["generate"], ["decode", "--metric", "token-f1"]])
        {
            string[] all = [.. command, folder["in"], "--model", Models.Plain, "-n", "3", "--max-tokens", "5", "--resume", "--output"];
            var output = folder[command[0]];
            var run = await CommandRun.Of("", [.. all, output]);
            Assert.That(run.ExitCode, Is.Zero, run.Error);
            var whole = await File.ReadAllTextAsync(output);
            await File.WriteAllTextAsync(output, whole[..(whole.Length / 2)]);
            run = await CommandRun.Of("", [.. all, output]);
            Assert.That(run.ExitCode, Is.Zero, run.Error);
            Assert.That(run.Error, Does.Contain("already; the run goes on there."));
            Assert.That(await File.ReadAllTextAsync(output), Is.EqualTo(whole));
            run = await CommandRun.Of("", [.. all, output, "--seed", "9"]);
            Assert.That(run.ExitCode, Is.EqualTo(2));
            Assert.That(run.Error, Is.EqualTo(
                $"'{output}' cannot be resumed with --seed '9' instead of '1'. Use the same options, or choose another --output.\n"));
            run = await CommandRun.Of("", [.. all.Select(word => word == Models.Plain ? Models.ChatTable : word), output]);
            Assert.That(run.Error, Does.StartWith($"'{output}' cannot be resumed with another model, or other files that it reads."));
        }
    }

    [TestCase("--metric", "'{0}' cannot be resumed with --metric 'chrf' instead of 'token-f1'.", "chrf")]
    [TestCase("--top", "'{0}' cannot be resumed with --top '2' instead of not given.", "2")]
    [TestCase("--shard", "'{0}' cannot be resumed with --shard '1/2' instead of not given.", "1/2")]
    public async Task Is_not_resumed_with_other_options(string option, string message, string value)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["in"], Problems);
        await SelectAsync(folder, "out", "--resume");
        var before = await File.ReadAllBytesAsync(folder["out"]);
        var run = await CommandRun.Of(
            "", ["select", folder["in"], "--output", folder["out"], "--resume", option, value, .. option == "--metric" ? [] : Metric]);
        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(
            run.Error, Is.EqualTo(string.Format(null, message, folder["out"]) + " Use the same options, or choose another --output.\n"));
        Assert.That(await File.ReadAllBytesAsync(folder["out"]), Is.EqualTo(before));
    }

    [Test]
    public async Task Options_that_change_no_result_may_differ()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["in"], Problems);
        await SelectAsync(folder, "out", "--resume");
        var run = await SelectAsync(folder, "out", "--resume", "--threads", "1", "--engine", "cpu", "-q");
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
    }

    [Test]
    public async Task An_output_of_an_unknown_run_is_not_touched()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["in"], Problems);
        await File.WriteAllTextAsync(folder["out"], "mine\n");
        var run = await SelectAsync(folder, "out", "--resume");
        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Is.EqualTo(
            $"'{folder["out"]}' has results, and '{folder["out.run"]}' does not say of what run. Begin with --resume and another "
            + "--output.\n"));
        Assert.That(await File.ReadAllTextAsync(folder["out"]), Is.EqualTo("mine\n"));
    }

    [Test]
    public async Task A_whole_line_that_is_no_result_is_named()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["in"], Problems);
        await SelectAsync(folder, "out", "--resume");
        var lines = await File.ReadAllLinesAsync(folder["out"]);
        foreach (var line in (string[])["{}", "x", "[]", lines[0]])
        {
            await File.WriteAllTextAsync(folder["out"], $"{lines[0]}\n{line}\n");
            var run = await SelectAsync(folder, "out", "--resume");
            Assert.That(run.ExitCode, Is.EqualTo(1));
            Assert.That(run.Error, Does.StartWith($"Cannot resume '{folder["out"]}': line 2 is no result (").And.EndWith(
                "). Correct it, or choose another --output.\n"));
        }
    }

    [TestCase("--output", "-")]
    [TestCase("--output-format", "csv")]
    public async Task Only_a_file_of_lines_can_be_resumed(string option, string value)
    {
        using var folder = new TemporaryFolder();
        var run = await CommandRun.Of(
            Problems,
            ["select", "-", .. Metric, "--resume", option, value, .. option == "--output" ? [] : (string[])["--output", folder["out"]]]);
        Assert.That(run.Error, Does.StartWith("--resume requires an --output FILE of lines of JSON"));
        Assert.That(run.ExitCode, Is.EqualTo(2));
    }

    [Test]
    [Platform("Linux")]
    public async Task Two_runs_do_not_add_to_one_output()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["in"], Problems);
        using (new FileStream(folder["out.run"], FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            var run = await SelectAsync(folder, "out", "--resume");
            Assert.That(run.ExitCode, Is.EqualTo(1));
            Assert.That(run.Error, Does.Contain($"If another run writes '{folder["out"]}', wait for it"));
        }

        File.Delete(folder["out.run"]);
        await File.WriteAllTextAsync(folder["other"], "kept");
        File.CreateSymbolicLink(folder["out.run"], folder["other"]);
        Assert.That((await SelectAsync(folder, "out", "--resume")).Error, Does.Contain("it is a link"));
        Assert.That(await File.ReadAllTextAsync(folder["other"]), Is.EqualTo("kept"));
    }

    [Test]
    public async Task A_run_does_not_go_on_with_results_that_another_has_put_in_their_place()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["in"], Problems);
        await SelectAsync(folder, "out", "--resume");
        var other = await CommandRun.Of("", "select", folder["in"], "--metric", "levenshtein", "--output", folder["out"]);
        Assert.That((other.ExitCode, File.Exists(folder["out.run"])), Is.EqualTo((0, false)), other.Error);
        Assert.That((await SelectAsync(folder, "out", "--resume")).Error, Does.Contain("does not say of what run"));

        await File.WriteAllTextAsync(folder["mine.run"], """{"my": "file"}""");
        await SelectAsync(folder, "mine");
        Assert.That(await File.ReadAllTextAsync(folder["mine.run"]), Does.Contain("my"), "a file of the user's");
    }

    [Test]
    [Platform("Linux")]
    public async Task A_run_does_not_replace_what_another_is_adding_to()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["in"], Problems);
        await SelectAsync(folder, "out", "--resume");
        var before = await File.ReadAllBytesAsync(folder["out"]);
        using (new FileStream(folder["out.run"], FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            var run = await SelectAsync(folder, "out");
            Assert.That(run.ExitCode, Is.EqualTo(1));
            Assert.That(run.Error, Does.Contain($"If another run writes '{folder["out"]}', wait for it"));
        }

        Assert.That(await File.ReadAllBytesAsync(folder["out"]), Is.EqualTo(before));
    }

    [Test]
    public async Task A_merge_names_the_line_that_is_no_text()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["in"], Problems);
        await SelectAsync(folder, "s1", "--shard", "1/1");
        var bytes = await File.ReadAllBytesAsync(folder["s1"]);
        bytes[^20] = 0xff;
        await File.WriteAllBytesAsync(folder["s1"], bytes);
        var run = await MergeAsync(folder, "s1");
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.StartWith($"'{folder["s1"]}', line ").And.Contain(": no result ("));
    }

    [Test]
    public async Task Parts_merge_in_the_order_of_the_input_whatever_theirs_is()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["in"], Problems.Replace("candidates", "x", StringComparison.Ordinal));
        Assert.That((await SelectAsync(folder, "s1", "--resume", "--shard", "1/2")).ExitCode, Is.EqualTo(3), "all records are bad");
        await File.WriteAllTextAsync(folder["in"], Problems[(Problems.Length / 2)..].Split('\n', 2)[1]);
        await SelectAsync(folder, "s1", "--resume", "--shard", "1/2");
        await File.WriteAllTextAsync(folder["in"], Problems);
        await SelectAsync(folder, "s1", "--resume", "--shard", "1/2");
        await SelectAsync(folder, "s2", "--resume", "--shard", "2/2");
        await SelectAsync(folder, "whole");
        var run = await MergeAsync(folder, "s2", "s1");
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Assert.That(await File.ReadAllBytesAsync(folder["merged"]), Is.EqualTo(await File.ReadAllBytesAsync(folder["whole"])));
    }

    [Test]
    public async Task Parts_say_of_what_run_they_are_without_resuming()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["in"], Problems);
        await SelectAsync(folder, "s1", "--shard", "1/2");
        await SelectAsync(folder, "s2", "--shard", "2/2", "--top", "1");
        Assert.That((await MergeAsync(folder, "s1", "s2")).Error, Does.Contain("was made with --top '1' instead of not given"));
        File.Delete(folder["s2.run"]);
        var unknown = await MergeAsync(folder, "s1", "s2");
        Assert.That(unknown.ExitCode, Is.Zero);
        Assert.That(unknown.Error, Does.StartWith("What runs the results are of is not known"));
    }

    [Test]
    public async Task A_part_of_bad_records_only_is_a_file_without_lines()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["in"], "{}\n");
        Assert.That((await SelectAsync(folder, "s1", "--shard", "1/1")).ExitCode, Is.EqualTo(3));
        Assert.That(await File.ReadAllBytesAsync(folder["s1"]), Is.Empty);
        Assert.That((await MergeAsync(folder, "s1")).Error, Is.EqualTo(
            "1 line has no result: bad ones, or a shard is missing or not finished.\n"));
    }

    [Test]
    [Platform("Linux")]
    public async Task Refuses_to_go_on_with_what_is_no_file_and_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["in"], Problems);
        Directory.CreateDirectory(folder["dir"]);
        using (var make = Process.Start("mkfifo", folder["fifo"]))
        {
            await make.WaitForExitAsync();
        }

        foreach (var name in (string[])["dir", "fifo"])
        {
            var run = await SelectAsync(folder, name, "--resume");
            Assert.That(run.ExitCode, Is.EqualTo(1));
            Assert.That(run.Error, Is.EqualTo($"Cannot go on with '{folder[name]}': it is no regular file. Choose another --output.\n"));
            Assert.That(File.Exists(folder[name + ".run"]), Is.False);
        }

        await File.WriteAllTextAsync(folder["empty"], "");
        File.CreateSymbolicLink(folder["link"], folder["empty"]);
        Assert.That((await SelectAsync(folder, "link", "--resume")).ExitCode, Is.Zero, "the length of a link is not that of its file");
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(7)]
    [TestCase(100)]
    public async Task Shards_merge_to_the_whole(int count)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["in"], Problems);
        await SelectAsync(folder, "whole");
        var names = Enumerable.Range(1, count).Select(i => folder[$"s{i}"]).Reverse().ToArray();
        for (var i = 1; i <= count; i++)
        {
            var run = await SelectAsync(folder, $"s{i}", "--resume", "--shard", $"{i}/{count}");
            Assert.That(run.ExitCode, Is.Zero, run.Error);
        }

        var merged = await CommandRun.Of("", ["merge", .. names, "--input", folder["in"], "--output", folder["merged"]]);
        Assert.That((merged.ExitCode, merged.Error), Is.EqualTo((0, "")));
        Assert.That(await File.ReadAllBytesAsync(folder["merged"]), Is.EqualTo(await File.ReadAllBytesAsync(folder["whole"])));
    }

    [Test]
    public async Task A_merge_says_what_is_missing_or_does_not_belong()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["in"], Problems);
        await SelectAsync(folder, "s1", "--resume", "--shard", "1/2");
        await SelectAsync(folder, "s2", "--resume", "--shard", "2/2");
        var missing = await MergeAsync(folder, "s1");
        await File.WriteAllTextAsync(folder["merged"], "kept");
        Assert.That(missing.ExitCode, Is.EqualTo(3));
        Assert.That(missing.Error, Does.Match("^[0-9]+ lines have no result: bad ones, or a shard is missing or not finished.\n$"));
        var twice = await MergeAsync(folder, "s1", "s1");
        Assert.That(twice.ExitCode, Is.EqualTo(1));
        Assert.That(twice.Error, Does.EndWith($" has a result in '{folder["s1"]}', line 1 too. Name each shard's file once.\n"));
        await File.WriteAllTextAsync(folder["in"], Problems[(Problems.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
        var foreign = await MergeAsync(folder, "s1", "s2");
        Assert.That(foreign.ExitCode, Is.EqualTo(1));
        Assert.That(
            foreign.Error, Does.EndWith("line 1: its id is none of the input's records. Give the --input that the runs have read.\n"));
        Assert.That(await File.ReadAllTextAsync(folder["merged"]), Is.EqualTo("kept"), "all is checked before anything is written");
        await File.AppendAllTextAsync(folder["s2"], "{\"id\"");
        Assert.That((await MergeAsync(folder, "s1", "s2")).Error, Is.EqualTo(
            $"'{folder["s2"]}' ends in mid-line. Finish its run with --resume first.\n"));
        await SelectAsync(folder, "other", "--resume", "--shard", "2/2", "--top", "1");
        Assert.That((await MergeAsync(folder, "s1", "other")).Error, Is.EqualTo(
            $"'{folder["other"]}' was made with --top '1' instead of not given, unlike '{folder["s1"]}'. Merge results of one run.\n"));
        Assert.That((await CommandRun.Of("", "merge", folder["s1"])).Error, Does.StartWith("--input is required"));
    }

    [Test]
    public void Shards_are_told_by_ids_alone_and_are_about_equal()
    {
        var ids = Enumerable.Range(0, 10_000).Select(i => $"id-{i}").ToList();
        var sizes = Enumerable.Range(1, 8).Select(number => ids.Count(new Shard(number, 8).Has)).ToList();
        Assert.That(sizes.Sum(), Is.EqualTo(ids.Count));
        Assert.That(sizes, Is.All.InRange(1100, 1400));

        // SHA-256 of "abc" begins with ba7816bf8f01cfea.
        Assert.That(new Shard((int)(0xba7816bf8f01cfeaUL % 1000) + 1, 1000).Has("abc"));
    }

    [TestCase("0/3")]
    [TestCase("4/3")]
    [TestCase("1")]
    [TestCase("a/b")]
    [TestCase("1/2/3")]
    [TestCase("-1/3")]
    public async Task Refuses_a_shard_that_is_none(string shard) =>
        Assert.That(
            (await CommandRun.Of(Problems, ["select", "-", .. Metric, "--shard", shard])).Error,
            Is.EqualTo($"Invalid value '{shard}' for --shard: expected I/N, a part from 1 and the number of parts, e.g. 2/8.\n"));

    private static readonly string[] Metric = ["--metric", "token-f1"];

    private static Task<CommandRun> SelectAsync(TemporaryFolder folder, string output, params string[] options) =>
        CommandRun.Of("", ["select", folder["in"], .. Metric, "--output", folder[output], .. options]);

    private static Task<CommandRun> MergeAsync(TemporaryFolder folder, params string[] shards) =>
        CommandRun.Of("", ["merge", .. shards.Select(name => folder[name]), "--input", folder["in"], "--output", folder["merged"]]);
}
