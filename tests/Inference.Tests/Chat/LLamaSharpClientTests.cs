using Accelerated.Inference.Chat;
using Accelerated.Inference.Tests;
using Microsoft.Extensions.AI;

// The same names as LLamaSharp's types, because its clients are recognised by name.
namespace LLama.Abstractions
{
    internal interface ILLamaExecutor;

    internal static class LLamaExecutorExtensions
    {
        internal sealed class LLamaExecutorChatClient(ILLamaExecutor executor) : EchoClient
        {
            public override object? GetService(Type serviceType, object? serviceKey = null) =>
                serviceType.IsInstanceOfType(executor) ? executor : base.GetService(serviceType, serviceKey);
        }
    }
}

namespace Accelerated.Inference.Tests
{
    using LLama.Abstractions;

    /// <summary>Clients of LLamaSharp's executors, which crash the process if two calls overlap.</summary>
    public sealed class LLamaSharpClientTests
    {
        [TestCase(false)]
        [TestCase(true)]
        public async Task Calls_take_turns_even_if_wrapped_and_this_is_logged_once(bool streams)
        {
            var log = new RecordingLog();
            using var client = new LLamaExecutorExtensions.LLamaExecutorChatClient(new Executor());
            using var wrapped = client.AsBuilder().ConfigureOptions(options => options.TopK = null).Build();
            using var direct = new ChatCandidateSource(client, new ChatSourceOptions { Streams = streams }, log);
            using var indirect = new ChatCandidateSource(wrapped, new ChatSourceOptions { Streams = streams }, log);
            await Task.WhenAll(
                DrawnSet.CollectAsync(direct, "?", 6, new SamplingOptions()),
                DrawnSet.CollectAsync(indirect, "?", 6, new SamplingOptions()));
            Assert.That((client.Calls, client.MostUnderWay), Is.EqualTo((12, 1)));
            Assert.That(log.Messages, Is.EqualTo(new[]
            {
                "chat:LLamaExecutorChatClient is a client of LLamaSharp's executors, which end the process where two calls overlap; its " +
                "calls are made one at a time. A model opened as LLamaSharpCandidateSource draws them at once",
            }).Or.EqualTo(new[]
            {
                "chat:ConfigureOptionsChatClient is a client of LLamaSharp's executors, which end the process where two calls overlap; " +
                "its calls are made one at a time. A model opened as LLamaSharpCandidateSource draws them at once",
            }));
        }

        [Test]
        public async Task Two_clients_of_one_executor_take_turns_too()
        {
            var executor = new Executor();
            using var one = new LLamaExecutorExtensions.LLamaExecutorChatClient(executor);
            using var other = new LLamaExecutorExtensions.LLamaExecutorChatClient(executor);
            using var first = new ChatCandidateSource(one);
            using var second = new ChatCandidateSource(other);
            Assert.That(ChatService.Of(one), Is.SameAs(ChatService.Of(other)));
            await Task.WhenAll(
                DrawnSet.CollectAsync(first, "?", 3, new SamplingOptions()), DrawnSet.CollectAsync(second, "?", 3, new SamplingOptions()));
        }

        [Test]
        public async Task A_call_left_behind_still_holds_the_turn()
        {
            using var client = new LLamaExecutorExtensions.LLamaExecutorChatClient(new Executor());
            using var source = new ChatCandidateSource(client);
            for (var k = 0; k < 20; k++)
            {
                using var cancellation = new CancellationTokenSource();
                var drawing = DrawnSet.CollectAsync(source, "?", 4, new SamplingOptions(), cancellation.Token);
                await cancellation.CancelAsync();
                await drawing.ContinueWith(_ => { }, TaskScheduler.Default);
            }

            Assert.That(client.MostUnderWay, Is.LessThanOrEqualTo(1));
        }

        [Test]
        [CancelAfter(20_000)]
        public async Task Around_a_metric_aware_client_a_turn_does_not_wait_for_itself(CancellationToken cancellation)
        {
            using var client = new LLamaExecutorExtensions.LLamaExecutorChatClient(new Executor());
            var metric = Accelerated.Metrics.MetricCatalogue.Parse("token-f1");
            using var nested = client.AsBuilder().UseMetricAware(metric).UseMetricAware(metric).Build();
            Assert.That((await nested.GetResponseAsync("?", cancellationToken: cancellation)).Text, Is.EqualTo("?"));
            Assert.That((client.Calls, client.MostUnderWay), Is.EqualTo((256, 1)));
        }

        private sealed class Executor : ILLamaExecutor;
    }
}
