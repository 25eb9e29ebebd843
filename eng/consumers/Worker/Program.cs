using Accelerated.Inference;
using Accelerated.Inference.LLamaSharp;
using Accelerated.Metrics;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddSingleton<ICandidateSource>(await LLamaSharpCandidateSource.OpenAsync("models/reviews-chat-f32.gguf"));
builder.Services.AddMetricAware(Metric.RougeL());
builder.Services.AddHostedService<Titles>();
await builder.Build().RunAsync();

/// <summary>Writes a title for a review, and ends the program.</summary>
internal sealed class Titles(MetricAwareDecoder decoder, ILogger<Titles> logger, IHostApplicationLifetime host) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var decoding = await decoder.DecodeAsync("Review: Soft, light, fits well.\nWrite a short title.", stoppingToken);
        logger.LogInformation("Title {Title}, of {Count} drawn", decoding.Text, decoding.Samples.Count);
        host.StopApplication();
    }
}
