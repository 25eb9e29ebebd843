using Accelerated.Inference;
using Accelerated.Metrics;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddMetricAware(Metric.TokenF1());
await using var app = builder.Build();

app.MapPost("/select", (string[] candidates, Selector selector) =>
{
    var selection = selector.Select(new Problem("request", [.. candidates.Select(text => new Candidate(text))]));
    return new { selection.Text, selection.Expected };
});

app.Urls.Add("http://127.0.0.1:0");
await app.StartAsync();

// A caller, so that the example shows its answer and ends:
using var caller = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
var response = await caller.PostAsJsonAsync("/select", new[] { "paris", "paris france", "the city of paris", "london" });
Console.WriteLine(await response.Content.ReadAsStringAsync());
