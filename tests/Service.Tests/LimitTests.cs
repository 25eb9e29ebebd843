using System.Net.Sockets;
using System.Text;

namespace Accelerated.Service.Tests;

/// <summary>How many requests are served, for how long, and how the service ends.</summary>
public sealed class LimitTests
{
    private static readonly ServiceLimits s_one = new() { Parallel = 1, Queue = 1 };

    [Test]
    public async Task Refuses_what_neither_runs_nor_waits_and_says_when_to_ask_again()
    {
        var gate = new TaskCompletionSource();
        var model = new ScriptedModel("a") { Before = stop => gate.Task.WaitAsync(stop) };
        await using var service = await RunningService.StartAsync(model, s_one);
        var running = service.ChatAsync();
        await UntilAsync(() => model.Drawing == 1);
        var waiting = service.ChatAsync();
        await UntilAsync(() => service.Server.Admission.Waiting == 1);
        var (status, body, headers) = await service.ChatAsync();
        Assert.That(status, Is.EqualTo(429));
        Assert.That(
            body.GetProperty("error").GetProperty("message").GetString(),
            Is.EqualTo(
                "1 requests are worked on and 1 wait, which is the most. Ask again after the seconds of 'Retry-After', or ask the operator "
                + "for a longer queue."));
        Assert.That(body.GetProperty("error").GetProperty("code").GetString(), Is.EqualTo("queue_full"));
        Assert.That(headers.RetryAfter!.Delta!.Value.TotalSeconds, Is.InRange(1, 60));
        var (streamed, _, _) = await service.ChatAsync("\"stream\": true");
        Assert.That(streamed, Is.EqualTo(429), "a stream is refused before it begins");
        gate.SetResult();
        Assert.That(((await running).Status, (await waiting).Status), Is.EqualTo((200, 200)));
    }

    [Test]
    public async Task A_request_that_takes_too_long_is_a_timeout()
    {
        var model = new ScriptedModel("a") { Before = stop => Task.Delay(Timeout.Infinite, stop) };
        await using var service = await RunningService.StartAsync(
            model, s_one with { Timeout = TimeSpan.FromMilliseconds(300), KeepAlive = TimeSpan.FromMilliseconds(50) });
        var (status, body, _) = await service.ChatAsync();
        Assert.That(status, Is.EqualTo(504));
        Assert.That(
            body.GetProperty("error").GetProperty("message").GetString(),
            Is.EqualTo("The request took longer than 0.3 seconds. Ask for fewer candidates or tokens, or ask the operator for more time."));
        Assert.That(body.GetProperty("error").GetProperty("type").GetString(), Is.EqualTo("timeout_error"));
        using var content = new StringContent(RunningService.Chat("\"stream\": true"), null, "application/json");
        using var response = await service.Http.PostAsync(new Uri("v1/chat/completions", UriKind.Relative), content);
        var events = await response.Content.ReadAsStringAsync();
        Assert.That((int)response.StatusCode, Is.EqualTo(200));
        Assert.That(events, Does.StartWith(": drawing\n\n").And.Contain("\"code\":\"timeout\"").And.Not.Contain("[DONE]"));
        await UntilAsync(() => service.Server.Admission.Inside == 0);
        Assert.That(model.Drawing, Is.Zero);
    }

    [TestCase("")]
    [TestCase("\"stream\": true")]
    public async Task A_caller_that_leaves_frees_its_place(string fields)
    {
        var isFirst = true;
        var model = new ScriptedModel("a");
        model.Before = stop =>
        {
            var waits = isFirst;
            isFirst = false;
            return waits ? Task.Delay(Timeout.Infinite, stop) : Task.CompletedTask;
        };
        await using var service = await RunningService.StartAsync(
            model, s_one with { Queue = 0, KeepAlive = TimeSpan.FromMilliseconds(50) });
        using var leave = new CancellationTokenSource();
        var leaving = service.ChatAsync(fields, leave.Token);
        await UntilAsync(() => model.Drawing == 1);
        await leave.CancelAsync();
        Assert.That(async () => await leaving, Throws.InstanceOf<OperationCanceledException>());
        await UntilAsync(() => service.Server.Admission.Inside == 0);
        Assert.That((await service.ChatAsync()).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task A_connection_that_breaks_within_a_body_harms_nobody()
    {
        await using var service = await RunningService.StartAsync(new ScriptedModel("a"));
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(service.Server.Address.Host, service.Server.Address.Port);
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                $"POST /v1/chat/completions HTTP/1.1\r\nHost: {service.Server.Address.Authority}\r\nContent-Type: application/json\r\n"
                + "Content-Length: 100\r\n\r\n{\"mess"));
            await UntilAsync(() => service.Server.Admission.Inside == 1);
        }

        await UntilAsync(() => service.Server.Admission.Inside == 0);
        Assert.That((await service.ChatAsync()).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Stopping_lets_requests_finish_and_refuses_new_ones()
    {
        var gate = new TaskCompletionSource();
        var model = new ScriptedModel("a") { Before = stop => gate.Task.WaitAsync(stop) };
        await using var service = await RunningService.StartAsync(model);
        var running = service.ChatAsync();
        await UntilAsync(() => model.Drawing == 1);
        var stopping = service.Server.StopAsync();
        var (status, body, headers) = await service.ChatAsync();
        Assert.That((status, body.GetProperty("error").GetProperty("code").GetString()), Is.EqualTo((503, "stopping")));
        Assert.That(headers.RetryAfter, Is.Not.Null);
        using var ready = await service.Http.GetAsync(new Uri("readyz", UriKind.Relative));
        using var live = await service.Http.GetAsync(new Uri("healthz", UriKind.Relative));
        Assert.That(((int)ready.StatusCode, (int)live.StatusCode), Is.EqualTo((503, 200)));
        gate.SetResult();
        Assert.That((await running).Status, Is.EqualTo(200));
        await stopping;
        Assert.That(async () => await service.ChatAsync(), Throws.InstanceOf<HttpRequestException>());
    }

    [Test]
    public async Task Stopping_cuts_short_what_takes_too_long()
    {
        var model = new ScriptedModel("a") { Before = stop => Task.Delay(Timeout.Infinite, stop) };
        await using var service = await RunningService.StartAsync(model, s_one with { Stop = TimeSpan.FromMilliseconds(200) });
        var running = service.ChatAsync();
        await UntilAsync(() => model.Drawing == 1);
        await service.Server.StopAsync();
        Assert.That((await running).Status, Is.EqualTo(503));
        Assert.That(model.Drawing, Is.Zero);
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!holds())
        {
            await Task.Delay(5, limit.Token);
        }
    }
}
