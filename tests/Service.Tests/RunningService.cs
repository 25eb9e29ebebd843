using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Accelerated.Inference.Chat;
using Accelerated.Service.Profiles;
using Microsoft.Extensions.AI;

namespace Accelerated.Service.Tests;

/// <summary>A service on a free port of this machine, and a client of it.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private readonly StringWriter _log;

    private RunningService(Server server, StringWriter log)
    {
        (Server, _log) = (server, log);
        Http = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(1) };
    }

    public Server Server { get; }

    public HttpClient Http { get; }

    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    public static async Task<RunningService> StartAsync(
        IChatClient model,
        ServiceLimits? limits = null,
        ProfileSet? profiles = null,
        string? key = null,
        bool logsContent = false,
        string id = "small",
        LogDetail detail = LogDetail.Usual)
    {
        var log = new StringWriter();
        var options = new ServerOptions
        {
            Port = 0,
            ApiKey = key,
            Limits = limits ?? new ServiceLimits(),
            LogsContent = logsContent,
            Log = detail,
        };
        var served = new ServedModel(id, model, new ChatSourceOptions());
        return new RunningService(
            await Server.StartAsync(options, served, profiles ?? new ProfileSet(new Profile()), TextWriter.Synchronized(log)), log);
    }

    /// <summary>Sends a body as it is, and reads the status and the answer as JSON.</summary>
    public async Task<(int Status, JsonElement Body, HttpResponseHeaders Headers)> PostAsync(
        string path, string body, string type = "application/json", CancellationToken cancellation = default)
    {
        using var content = new StringContent(body, Encoding.UTF8, type);
        using var response = await Http.PostAsync(new Uri(path, UriKind.Relative), content, cancellation);
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellation));
        return ((int)response.StatusCode, document.RootElement.Clone(), response.Headers);
    }

    /// <summary>Asks for a completion with further fields.</summary>
    public Task<(int Status, JsonElement Body, HttpResponseHeaders Headers)> ChatAsync(
        string fields = "", CancellationToken cancellation = default) =>
        PostAsync("v1/chat/completions", Chat(fields), cancellation: cancellation);

    /// <summary>A request with further fields.</summary>
    public static string Chat(string fields) =>
        $$"""{"messages": [{"role": "user", "content": "Say something."}]{{(fields.Length > 0 ? ", " + fields : "")}}}""";

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
    }
}
