using System.ClientModel;
using Accelerated.Inference.Chat;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenAI;

// With OPENAI_API_KEY, OPENAI_ENDPOINT and OPENAI_MODEL, a real service; else one that the sample starts.
var key = Environment.GetEnvironmentVariable("OPENAI_API_KEY");
await using var local = key is null ? await LocalService.StartAsync() : null;
var endpoint = local is not null
    ? $"{local.Urls.First()}/v1"
    : Environment.GetEnvironmentVariable("OPENAI_ENDPOINT") ?? "https://api.openai.com/v1";
var name = Environment.GetEnvironmentVariable("OPENAI_MODEL") ?? "gpt-5-mini";
var service = new OpenAIClient(new ApiKeyCredential(key ?? "none"), new OpenAIClientOptions { Endpoint = new Uri(endpoint) });

// An application's registrations: a profile from its configuration, a pipeline that uses it, a health check.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
{
    ["Logging:LogLevel:Default"] = "Warning",
    ["Logging:LogLevel:Accelerated"] = "Information",
    ["MetricAware:support:Metric"] = "rouge-l",
    ["MetricAware:support:Candidates"] = "6",
    ["MetricAware:support:Quorum"] = "4",
});
builder.Services.AddMetricAware("support", builder.Configuration.GetSection("MetricAware:support"));
builder.Services.AddChatClient(service.GetChatClient(name).AsIChatClient()).UseMetricAware("support");
builder.Services.AddHealthChecks().AddMetricAware("support");
await using var app = builder.Build();

// What a request handler does:
var client = app.Services.GetRequiredService<IChatClient>();
var response = await client.GetResponseAsync("When does my order ship?");
var selection = ChatSelection.Of(response)!;
Console.WriteLine($"{response.Text} ({selection.Metric} {selection.Expected:F3}, of {selection.Drawn} answers)");
Console.WriteLine($"Tokens: {response.Usage?.InputTokenCount} read, {response.Usage?.OutputTokenCount} drawn");

var health = await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
Console.WriteLine($"Health: {health.Status}, {health.Entries["metric-aware:support"].Description}");
