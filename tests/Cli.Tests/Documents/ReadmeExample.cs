using Accelerated.Inference;
using Accelerated.Inference.LLamaSharp;
using Accelerated.Metrics;
using Microsoft.Extensions.AI;

namespace Accelerated.Cli.Tests;

/// <summary>Runs the README's examples.</summary>
[NonParallelizable] // changes the current directory
public sealed class ReadmeExample
{
    [Test]
    public async Task Runs()
    {
        var folder = Directory.GetCurrentDirectory();
        using var client = new SilentChatClient();
        Directory.SetCurrentDirectory(AppContext.BaseDirectory);
        try
        {
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

            // Around any chat client:
            using var best = client.AsBuilder().UseMetricAware(Metric.ChrF()).Build();
            Assert.Multiple(() =>
            {
                Assert.That(selection.Text, Is.EqualTo("paris"));
                Assert.That(decoding.Samples, Has.Count.EqualTo(32));
                Assert.That(best.GetService<SilentChatClient>(), Is.SameAs(client));
            });
        }
        finally
        {
            Directory.SetCurrentDirectory(folder);
        }
    }

    [Test]
    public void Scores_by_a_function()
    {
        var prefix = Metric.Create("prefix", (h, r) => h.Zip(r).TakeWhile(pair => pair.First == pair.Second).Count());
        Assert.That(prefix.Score("paris france", "paris"), Is.EqualTo(5));
    }

    private sealed class SilentChatClient : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, "")));

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            AsyncEnumerable.Empty<ChatResponseUpdate>();

        public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

        public void Dispose()
        {
        }
    }
}
