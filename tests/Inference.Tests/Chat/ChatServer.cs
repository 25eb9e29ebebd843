using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using OpenAI;

namespace Accelerated.Inference.Tests;

/// <summary>An OpenAI-compatible chat service on loopback; its properties set its answers, abilities and failures.</summary>
internal sealed class ChatServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _answers;
    private int _underWay;
    private int _mostUnderWay;

    private ChatServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapPost("/v1/chat/completions", ServeAsync);
        _app.MapGet("/v1/models", ListAsync);
    }

    /// <summary>The answer to a request number, or an error status.</summary>
    public Func<int, JsonNode, (string Text, int Status)> Answer { get; set; } = (_, _) => ("", 200);

    /// <summary>The message of an answer that is more than a text, such as a call of a tool; null for the text alone.</summary>
    public Func<string, JsonObject?> Message { get; set; } = _ => null;

    /// <summary>The largest number of choices in a response; 1 behaves as a server that ignores <c>n</c>.</summary>
    public int LargestN { get; set; } = 1;

    /// <summary>The tokens of a text with their log-probabilities; null where the service gives none.</summary>
    public Func<string, IReadOnlyList<(string Token, double LogProbability)>>? Tokens { get; set; }

    /// <summary>The most likely first tokens, independent of the answer.</summary>
    public IReadOnlyList<(string Token, double LogProbability)> Top { get; set; } = [];

    /// <summary>Fields that are refused, with the error's text.</summary>
    public Dictionary<string, string> Refuses { get; } = [];

    /// <summary>The key that callers must have; null for any.</summary>
    public string? Key { get; set; }

    /// <summary>The only model that it serves; null for any.</summary>
    public string? Model { get; set; }

    public string FinishReason { get; set; } = "stop";

    public bool Hangs { get; set; }

    public TimeSpan Delay { get; set; }

    public ConcurrentQueue<JsonNode> Requests { get; } = [];

    public int MostUnderWay => _mostUnderWay;

    public Uri Endpoint => new(_app.Urls.First() + "/v1");

    public static async Task<ChatServer> StartAsync()
    {
        var server = new ChatServer();
        await server._app.StartAsync();
        return server;
    }

    public IChatClient CreateClient(int retries = 0)
    {
        var options = new OpenAIClientOptions
        {
            Endpoint = Endpoint,
            RetryPolicy = new System.ClientModel.Primitives.ClientRetryPolicy(retries),
        };
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
        if (Refusal(context, request) is var (refusal, code, param))
        {
            await FailAsync(context, code, refusal, param);
            return;
        }

        var n = Math.Min(request["n"]?.GetValue<int>() ?? 1, LargestN);
        var answers = Enumerable.Range(Interlocked.Add(ref _answers, n) - n, n).Select(
            k => (Place: k, Answer: Answer(k, request))).ToArray();
        var status = answers.Select(answer => answer.Answer.Status).FirstOrDefault(status => status != 200, 200);
        var underWay = Interlocked.Increment(ref _underWay);
        int seen;
        while ((seen = _mostUnderWay) < underWay && Interlocked.CompareExchange(ref _mostUnderWay, underWay, seen) != seen)
        {
        }

        try
        {
            await Task.Delay(Hangs ? Timeout.InfiniteTimeSpan : Delay, context.RequestAborted);
            await (status != 200 ? FailAsync(context, status, "injected failure", null)
                : request["stream"]?.GetValue<bool>() == true ? StreamAsync(context, answers[0].Place, answers[0].Answer.Text)
                : WriteAsync(context, request, answers[0].Place, [.. answers.Select(answer => answer.Answer.Text)]));
        }
        catch (OperationCanceledException)
        {
            // The caller has disconnected.
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    private (string Message, int Status, string? Param)? Refusal(HttpContext context, JsonNode? request)
    {
        if (Key is not null && context.Request.Headers.Authorization != $"Bearer {Key}")
        {
            return ("Incorrect API key provided.", 401, null);
        }

        if (Model is not null && request is not null && (string?)request["model"] != Model)
        {
            return ($"The model '{(string?)request["model"]}' does not exist.", 404, "model");
        }

        return request is null
            ? null
            : Refuses.Where(field => request[field.Key] is not null).Select(
                field => ((string, int, string?)?)(field.Value, 400, field.Key)).FirstOrDefault();
    }

    private Task ListAsync(HttpContext context) => Refusal(context, null) is var (refusal, status, _)
        ? FailAsync(context, status, refusal, null)
        : SendAsync(
            context,
            new JsonObject
            {
                ["object"] = "list",
                ["data"] = new JsonArray(new JsonObject { ["id"] = Model ?? "test-model", ["object"] = "model" }),
            });

    private static Task FailAsync(HttpContext context, int status, string message, string? param)
    {
        context.Response.StatusCode = status;
        return SendAsync(
            context,
            new JsonObject
            {
                ["error"] = new JsonObject { ["message"] = message, ["type"] = "server_error", ["param"] = param, ["code"] = null },
            });
    }

    private static Task SendAsync(HttpContext context, JsonObject body)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body.ToJsonString());
    }

    private Task WriteAsync(HttpContext context, JsonNode request, int id, string[] texts) => SendAsync(context, new JsonObject
    {
        ["id"] = $"r{id}",
        ["object"] = "chat.completion",
        ["created"] = 1,
        ["model"] = "test-model",
        ["choices"] = new JsonArray([.. texts.Select((text, index) => Choice(request, index, text))]),
        ["usage"] = new JsonObject
        {
            ["prompt_tokens"] = 10,
            ["completion_tokens"] = 2 * texts.Length,
            ["total_tokens"] = 10 + (2 * texts.Length),
        },
    });

    private JsonObject Choice(JsonNode request, int index, string text)
    {
        var message = Message(text);
        var choice = new JsonObject
        {
            ["index"] = index,
            ["message"] = message ?? new JsonObject { ["role"] = "assistant", ["content"] = text },
            ["finish_reason"] = message?["tool_calls"] is null ? FinishReason : "tool_calls",
        };
        if (Tokens is not null && request["logprobs"]?.GetValue<bool>() == true)
        {
            var tokens = Tokens(text).Select(token => Token(token.Token, token.LogProbability)).ToArray();
            if (tokens.Length > 0 && request["top_logprobs"] is { } top)
            {
                tokens[0]["top_logprobs"] = new JsonArray(
                    [.. Top.Take(top.GetValue<int>()).Select(token => Token(token.Token, token.LogProbability))]);
            }

            choice["logprobs"] = new JsonObject { ["content"] = new JsonArray([.. tokens]) };
        }

        return choice;
    }

    private static JsonObject Token(string text, double logProbability) => new()
    {
        ["token"] = text,
        ["logprob"] = logProbability,
        ["bytes"] = new JsonArray([.. Encoding.UTF8.GetBytes(text).Select(part => (JsonNode)part)]),
        ["top_logprobs"] = new JsonArray(),
    };

    private async Task StreamAsync(HttpContext context, int id, string text)
    {
        context.Response.ContentType = "text/event-stream";
        foreach (var piece in text.Chunk(3))
        {
            await PieceAsync(new string(piece), null);
        }

        await PieceAsync("", FinishReason);
        await context.Response.WriteAsync("data: [DONE]\n\n");

        Task PieceAsync(string content, string? finish) => context.Response.WriteAsync("data: " + new JsonObject
        {
            ["id"] = $"r{id}",
            ["object"] = "chat.completion.chunk",
            ["created"] = 1,
            ["model"] = "test-model",
            ["choices"] = new JsonArray(
                new JsonObject
                {
                    ["index"] = 0,
                    ["delta"] = new JsonObject { ["role"] = "assistant", ["content"] = content },
                    ["finish_reason"] = finish,
                }),
        }.ToJsonString() + "\n\n");
    }
}
