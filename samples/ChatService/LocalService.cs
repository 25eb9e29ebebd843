using System.Text.Json.Nodes;

/// <summary>
/// Stands for an OpenAI-compatible service, so that the sample runs without one: chat completions with a few answers in turn.
/// </summary>
internal static class LocalService
{
    private static readonly string[] s_answers =
    [
        "The order ships on Monday.", "Your order ships on Monday.", "It ships on Monday.", "The order was cancelled.",
        "The order ships on Monday morning.", "Monday.",
    ];

    /// <summary>Starts the service on a free port of this machine.</summary>
    public static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var calls = -1;
        app.MapPost("/v1/chat/completions", () => Completion(s_answers[Interlocked.Increment(ref calls) % s_answers.Length]));
        await app.StartAsync();
        return app;
    }

    private static JsonObject Completion(string answer) => new()
    {
        ["id"] = "chatcmpl-1",
        ["object"] = "chat.completion",
        ["created"] = 0,
        ["model"] = "local",
        ["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["finish_reason"] = "stop",
            ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = answer },
        }),
        ["usage"] = new JsonObject { ["prompt_tokens"] = 12, ["completion_tokens"] = 6, ["total_tokens"] = 18 },
    };
}
