using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Accelerated.Cli.Tests;

/// <summary>The tool in a separate process.</summary>
public sealed class ProcessTests
{
    private const string Line = """{"candidates": ["the cat sat", "a cat sat down", "a dog"]}""";

    // A shell's background jobs and their children ignore interrupts; the tool handles a termination in the same way.
    private static string Interrupt { get; } =
        File.Exists("/proc/self/status")
        && File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is { } ignored
        && (ulong.Parse(ignored["SigIgn:".Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & 2) != 0
        ? "-TERM"
        : "-INT";

    [Test]
    public async Task Writes_results_and_messages_and_returns_the_exit_code()
    {
        using var process = Start("select", "-", "--metric", "token-f1");
        await process.StandardInput.WriteAsync(Line + "\nbad\n");
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.EqualTo(3), await error);
        Assert.That(JsonDocument.Parse(output).RootElement.GetProperty("index").GetInt32(), Is.Zero);
        Assert.That(
            (await error).ReplaceLineEndings("\n"),
            Is.EqualTo("line 2: invalid JSON at byte 1\n1 bad line was skipped; the rest was processed.\n"));
    }

    [Test]
    [Platform(Exclude = "Win")]
    public async Task Ends_without_a_message_if_the_reader_closes_the_pipe()
    {
        using var process = Start("select", "-", "--metric", "token-f1");
        var error = process.StandardError.ReadToEndAsync();
        var writing = WriteLinesAsync(process, 20_000);
        Assert.That(await process.StandardOutput.ReadLineAsync(), Does.StartWith("{\"id\":\"1\""));
        process.StandardOutput.Close();
        await process.WaitForExitAsync();
        await writing;
        Assert.That(process.ExitCode, Is.Zero);
        Assert.That(await error, Is.Empty);
    }

    [Test]
    [Platform(Exclude = "Win")]
    public async Task An_interrupt_leaves_whole_lines([Values("-INT", "-TERM")] string signal)
    {
        Assume.That(signal == "-TERM" || Interrupt == "-INT", "the tests' own process ignores interrupts");
        using var process = Start("select", "-", "--metric", "token-f1");
        var error = process.StandardError.ReadToEndAsync();
        for (var i = 0; i < 3000; i++)
        {
            await process.StandardInput.WriteLineAsync(Line);
        }

        await process.StandardInput.FlushAsync();
        var lines = new List<string>();
        while (lines.Count < 1000)
        {
            lines.Add((await process.StandardOutput.ReadLineAsync())!); // it is at work, or waits for more input
        }

        using var kill = Process.Start("kill", [signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            lines.Add(line);
        }

        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.EqualTo(signal == "-INT" ? 130 : 143));
        Assert.That((await error).Trim(), Is.EqualTo("Cancelled; finished results were written."));
        Assert.That(lines, Has.Count.AtLeast(1000));
        Assert.That(
            lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()),
            Is.EqualTo(Enumerable.Range(1, lines.Count).Select(i => $"{i}")));
    }

    [TestCase("FILE")]
    [TestCase("--output")]
    [Platform(Exclude = "Win")]
    public async Task Opening_a_pipe_that_nobody_else_opens_can_be_interrupted(string place)
    {
        using var folder = new TemporaryFolder();
        var pipe = folder["pipe"];
        using var make = Process.Start("mkfifo", [pipe]);
        await make.WaitForExitAsync();
        using var process = place == "FILE"
            ? Start("select", pipe, "--metric", "token-f1")
            : Start("select", "-", "--metric", "token-f1", "--output", pipe);
        var error = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!process.HasExited)
        {
            // The first signal may arrive before the tool handles it, and then ends the process.
            await Task.Delay(500, limit.Token);
            using var kill = Process.Start("kill", [Interrupt, process.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync(limit.Token);
        }

        Assert.That(process.ExitCode, Is.Not.Zero, await error);
    }

    private static async Task WriteLinesAsync(Process process, int count)
    {
        try
        {
            for (var i = 0; i < count; i++)
            {
                await process.StandardInput.WriteLineAsync(Line);
            }

            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The process has already ended.
        }
    }

    private static Process Start(params string[] arguments)
    {
        var path = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "accelerated.exe" : "accelerated");
        return Process.Start(
            new ProcessStartInfo(path, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
    }
}
