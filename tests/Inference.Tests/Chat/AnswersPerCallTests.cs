using System.Collections.Concurrent;
using Microsoft.Extensions.AI;

namespace Accelerated.Inference.Tests;

public sealed class AnswersPerCallTests
{
    [Test]
    public async Task A_service_with_several_answers_a_call_is_asked_for_them()
    {
        using var client = new ManyAnswers(short.MaxValue);
        using var source = new ChatCandidateSource(client, new ChatSourceOptions { AnswersPerCall = 4 });
        var set = await DrawnSet.CollectAsync(source, "?", 10, new SamplingOptions());
        Assert.That(set.Candidates.Select(candidate => candidate.Index), Is.EqualTo(Enumerable.Range(0, 10)));
        Assert.That(set.Candidates.Select(candidate => candidate.Text), Is.EqualTo(Enumerable.Range(0, 10).Select(i => $"answer {i % 4}")));
        Assert.That(client.Asked, Is.EquivalentTo(new[] { 4, 4, 2 }));
    }

    [Test]
    public async Task A_service_that_gives_fewer_is_told_of()
    {
        using var client = new ManyAnswers(1);
        using var source = new ChatCandidateSource(client, new ChatSourceOptions { AnswersPerCall = 4 });
        var set = await DrawnSet.CollectAsync(source, "?", 8, new SamplingOptions());
        Assert.That(set.Candidates.Select(candidate => candidate.Index), Is.EqualTo(new[] { 0, 4 }));
        Assert.That(
            set.Failure!.Message,
            Is.EqualTo("chat:ManyAnswers gave 2 of 8 answers although no call failed. Set ChatSourceOptions.AnswersPerCall to what the service returns."));
    }

    private sealed class ManyAnswers(int most) : IChatClient
    {
        public ConcurrentQueue<int> Asked { get; } = [];

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            var count = (int)options!.AdditionalProperties!["n"]!;
            Asked.Enqueue(count);
            return Task.FromResult(new ChatResponse([.. Enumerable.Range(0, Math.Min(count, most)).Select(i => new ChatMessage(ChatRole.Assistant, $"answer {i}"))]));
        }

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException("Only whole answers are asked for here.");

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
