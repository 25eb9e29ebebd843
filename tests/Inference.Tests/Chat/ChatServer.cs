using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using OpenAI;

namespace Accelerated.Inference.Tests;

/// <summary>An OpenAI-compatible chat service on loopback; <see cref="Answer"/> decides what it says and when it fails.</summary>
internal sealed class ChatServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _calls;
    private int _underWay;
    private int _mostUnderWay;

    private ChatServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapPost("/v1/chat/completions", ServeAsync);
    }

    /// <summary>The answer to the call of a number, or a status of failure.</summary>
    public Func<int, JsonNode, (string Text, int Status)> Answer { get; set; } = (_, _) => ("", 200);

    public string FinishReason { get; set; } = "stop";

    public bool Hangs { get; set; }

    public ConcurrentQueue<JsonNode> Requests { get; } = [];

    public int MostUnderWay => _mostUnderWay;

    public static async Task<ChatServer> StartAsync()
    {
        var server = new ChatServer();
        await server._app.StartAsync();
        return server;
    }

    public IChatClient CreateClient()
    {
        var options = new OpenAIClientOptions { Endpoint = new Uri(_app.Urls.First() + "/v1"), RetryPolicy = new System.ClientModel.Primitives.ClientRetryPolicy(0) };
        return new OpenAIClient(new System.ClientModel.ApiKeyCredential("none"), options).GetChatClient("test-model").AsIChatClient();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private async Task ServeAsync(HttpContext context)
    {
        var request = (await JsonNode.ParseAsync(context.Request.Body))!;
        Requests.Enqueue(request);
        var call = Interlocked.Increment(ref _calls) - 1;
        var (text, status) = Answer(call, request);
        var underWay = Interlocked.Increment(ref _underWay);
        int seen;
        while ((seen = _mostUnderWay) < underWay && Interlocked.CompareExchange(ref _mostUnderWay, underWay, seen) != seen)
        {
        }

        try
        {
            await Task.Delay(Hangs ? Timeout.Infinite : 0, context.RequestAborted);
            await (status != 200 ? FailAsync(context, status) : request["stream"]?.GetValue<bool>() == true ? StreamAsync(context, call, text) : WriteAsync(context, call, text));
        }
        catch (OperationCanceledException)
        {
            // the caller has left
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    private static Task FailAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { error = new { message = "injected failure", type = "server_error" } });
    }

    private Task WriteAsync(HttpContext context, int call, string text) => context.Response.WriteAsJsonAsync(new
    {
        id = $"r{call}",
        @object = "chat.completion",
        created = 1,
        model = "test-model",
        choices = new[] { new { index = 0, message = new { role = "assistant", content = text }, finish_reason = FinishReason } },
        usage = new { prompt_tokens = 10, completion_tokens = 2, total_tokens = 12 },
    });

    private async Task StreamAsync(HttpContext context, int call, string text)
    {
        context.Response.ContentType = "text/event-stream";
        foreach (var piece in text.Chunk(3))
        {
            await SendAsync(new string(piece), null);
        }

        await SendAsync(null, FinishReason);
        await context.Response.WriteAsync("data: [DONE]\n\n");

        Task SendAsync(string? content, string? finish) => context.Response.WriteAsync("data: " + JsonSerializer.Serialize(new
        {
            id = $"r{call}",
            @object = "chat.completion.chunk",
            created = 1,
            model = "test-model",
            choices = new[] { new { index = 0, delta = new { role = "assistant", content = content ?? "" }, finish_reason = finish } },
        }) + "\n\n");
    }
}
