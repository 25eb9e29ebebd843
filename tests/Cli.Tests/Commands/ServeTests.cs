using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Accelerated.Cli.Tests;

/// <summary><c>accelerated serve</c>.</summary>
public sealed class ServeTests
{
    // Beside the tests lie no assemblies that their own framework has; the tool runs without that framework.
    private static string ToolOfItsOwn => Path.Combine(
        AppContext.BaseDirectory.Replace(
            Path.Combine("tests", "Cli.Tests", "bin"), Path.Combine("src", "Cli", "bin"), StringComparison.Ordinal),
        "accelerated");

    [TestCase("Invalid value 'here' for --host: expected an IP address, e.g. 127.0.0.1, or 0.0.0.0 for all.", "--host", "here")]
    [TestCase("Invalid value '65536' for ServerOptions.Port: expected 0 to 65535. In the tool: --port.", "--port", "65536")]
    [TestCase("Invalid value '0' for --parallel: expected a whole number of at least 1.", "--parallel", "0")]
    [TestCase(
        "Invalid value '0' for --timeout: expected seconds, more than 0 and at most 86400.", "--timeout", "0")]
    [TestCase(
        "Invalid value '/dev/stdin' for --profiles: expected a file, because 'serve' does not read standard input. Write the profiles to a "
        + "file.",
        "--profiles", "/dev/stdin")]
    [TestCase("Invalid value '300' for -n: expected at most 256, the value of --max-n.", "-n", "300")]
    [TestCase(
        "Invalid value '0.0.0.0' for ServerOptions.Address: expected a loopback address where there is no key, because anyone who reaches "
        + "the port may call the model. Set ServerOptions.ApiKey, or use 127.0.0.1. In the tool: the environment variable "
        + "ACCELERATED_API_KEY.",
        "--host", "0.0.0.0")]
    public async Task Rejects_an_option(string message, params string[] arguments)
    {
        var run = await CommandRun.Of("", ["serve", .. arguments]);
        Assert.That((run.ExitCode, run.Error.Trim()), Is.EqualTo((ExitCode.Usage, message)));
    }

    [Test]
    public async Task Rejects_profiles_that_cannot_be_used()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["profiles.json"], """{"a": {"metrik": "dice"}}""");
        var run = await CommandRun.Of("", "serve", "--profiles", folder["profiles.json"]);
        Assert.That(
            (run.ExitCode, run.Error.Trim()),
            Is.EqualTo((
                ExitCode.Usage,
                "The profiles cannot be used: Unknown field 'a.metrik'; did you mean 'metric'? Correct it, or leave it out.")));
    }

    [Test]
    [Platform("Linux")]
    public async Task Reads_profiles_from_a_pipe_and_ends_at_once_at_a_second_interrupt()
    {
        Assume.That(IsInterruptIgnored(), Is.False, "this process was started without interrupts");
        using var folder = new TemporaryFolder();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var make = Process.Start("mkfifo", [folder["pipe"]]);
        await make.WaitForExitAsync(limit.Token);
        using var process = Process.Start(
            new ProcessStartInfo(
                ToolOfItsOwn,
                ["serve", "--port", "0", "--profiles", folder["pipe"], "--model-name", "m", "--stop-timeout", "600"])
            {
                RedirectStandardError = true,
            })!;
        await File.WriteAllTextAsync(folder["pipe"], """{"titles": {"metric": "rouge-l"}}""", limit.Token);
        var started = await process.StandardError.ReadLineAsync(limit.Token);
        var address = new Uri(Regex.Match(started ?? "", "m is served at (http://127.0.0.1:\\d+/)$").Groups[1].Value);
        using var client = new HttpClient { BaseAddress = address };
        Assert.That(await client.GetStringAsync(new Uri("v1/models", UriKind.Relative), limit.Token), Does.Contain("m@titles"));
        Assert.That(await process.StandardError.ReadLineAsync(limit.Token), Does.Contain("/v1/models 200"));

        // A request without the rest of its body is in progress.
        using var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync(address.Host, address.Port, limit.Token);
        await socket.GetStream().WriteAsync(
            System.Text.Encoding.ASCII.GetBytes(
                $"POST /v1/select HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{{"),
            limit.Token);
        await Task.Delay(500, limit.Token);
        await InterruptAsync();
        Assert.That(await process.StandardError.ReadLineAsync(limit.Token), Does.EndWith("Stopping; 1 requests are in progress"));
        Assert.That(process.HasExited, Is.False);
        await InterruptAsync();
        await process.WaitForExitAsync(limit.Token);
        Assert.That(process.ExitCode, Is.EqualTo(ExitCode.Interrupted));
        Assert.That(
            async () => await client.GetAsync(new Uri("healthz", UriKind.Relative), limit.Token),
            Throws.InstanceOf<HttpRequestException>());

        async Task InterruptAsync()
        {
            using var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync(limit.Token);
        }
    }

    private static bool IsInterruptIgnored()
    {
        var ignored = File.ReadLines("/proc/self/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal));
        return (Convert.ToUInt64(ignored["SigIgn:".Length..].Trim(), 16) & 2) != 0;
    }

    [Test]
    [Platform(Exclude = "Win")]
    public async Task Serves_until_it_is_terminated()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["profiles.json"], """{"titles": {"metric": "rouge-l", "n_candidates": 4, "max_tokens": 8}}""");
        using var process = Process.Start(
            new ProcessStartInfo(
                ToolOfItsOwn,
                ["serve", "--port", "0", "--profiles", folder["profiles.json"], "--model-name", "m"])
            {
                RedirectStandardError = true,
            })!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var started = await process.StandardError.ReadLineAsync(limit.Token);
        var address = Regex.Match(started ?? "", "m is served at (http://127.0.0.1:\\d+/)$").Groups[1].Value;
        Assert.That(address, Is.Not.Empty, started);
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        using var response = await client.PostAsJsonAsync(
            new Uri("v1/chat/completions", UriKind.Relative),
            new { model = "m@titles", messages = new[] { new { role = "user", content = "Review: Soft.\nWrite a short title." } } },
            limit.Token);
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(limit.Token));
        Assert.That((int)response.StatusCode, Is.EqualTo(200), body.RootElement.ToString());
        Assert.That(body.RootElement.GetProperty("accelerated").GetProperty("metric").GetString(), Is.EqualTo("rouge-l"));
        Assert.That(body.RootElement.GetProperty("accelerated").GetProperty("drawn").GetInt32(), Is.EqualTo(4));

        var error = process.StandardError.ReadToEndAsync(limit.Token);
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(limit.Token);
        Assert.That(process.ExitCode, Is.Zero, await error);
        Assert.That(await error, Does.Contain("Stopping; 0 requests are in progress"));
    }
}
