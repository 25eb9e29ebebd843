using Accelerated.Inference.Chat;
using Accelerated.Inference.LLamaSharp;
using Microsoft.Extensions.AI;

var builder = WebApplication.CreateSlimBuilder(args);
using var model = await LLamaSharpCandidateSource.OpenAsync("models/reviews-chat-f32.gguf");
builder.Services.AddMetricAware("titles", builder.Configuration.GetSection("MetricAware:titles"));
builder.Services.AddChatClient(model.AsChatClient()).UseMetricAware("titles");
builder.Services.AddHealthChecks().AddMetricAware("titles");
await using var app = builder.Build();

app.MapPost("/title", async (string review, IChatClient client) =>
{
    var response = await client.GetResponseAsync($"Review: {review}\nWrite a short title.");
    return new { Title = response.Text, ChatSelection.Of(response)?.Drawn };
});
app.MapHealthChecks("/health");

app.Urls.Add("http://127.0.0.1:0");
await app.StartAsync();

// A caller, so that the example shows its answers and ends:
using var caller = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
var response = await caller.PostAsync("/title?review=Soft, light, fits well.", null);
Console.WriteLine(await response.Content.ReadAsStringAsync());
Console.WriteLine(await caller.GetStringAsync("/health"));
