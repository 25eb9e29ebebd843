using Accelerated.Inference;
using Accelerated.Inference.Chat;
using Accelerated.Inference.LLamaSharp;
using Accelerated.Metrics;
using Microsoft.Extensions.AI;

// Existing candidates:
using var selector = new Selector(new SelectionOptions(Metric.TokenF1()));
var selection = selector.Select(new Problem("q1", ["paris", "paris france", "the city of paris", "london"]));
Console.WriteLine($"{selection.Text}: expected F1 {selection.Expected:F3}, engine {selection.Engine}");

// Draw from a model and select:
using var model = await LLamaSharpCandidateSource.OpenAsync("models/reviews-chat-f32.gguf");
using var decoder = new MetricAwareDecoder(
    model, new SelectionOptions(Metric.RougeL()), new DecodingOptions { Candidates = 32 });
var decoding = await decoder.DecodeAsync("Review: Soft, light, fits well.\nWrite a short title.");
Console.WriteLine($"{decoding.Text}, of {decoding.Samples.Count} drawn");

// Around any chat client, here the model's own:
using var client = model.AsChatClient().AsBuilder().UseMetricAware(Metric.ChrF()).Build();
Console.WriteLine(await client.GetResponseAsync("Review: Too small, sent it back.\nWrite a short title."));
