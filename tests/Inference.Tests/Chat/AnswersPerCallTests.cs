using System.Collections.Concurrent;
using Accelerated.Inference.Chat;
using Microsoft.Extensions.AI;

namespace Accelerated.Inference.Tests;

/// <summary>Several answers per call, from services that return all, fewer or none.</summary>
public sealed class AnswersPerCallTests
{
    private ChatServer _server = null!;

    [SetUp]
    public async Task Start()
    {
        _server = await ChatServer.StartAsync();
        _server.Answer = (k, _) => ($"answer {k}", 200);
    }

    [TearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [TestCase(false)]
    [TestCase(true)]
    public async Task Sends_n_to_an_OpenAI_service_and_reads_all_choices(bool streams)
    {
        _server.LargestN = 128;
        var set = await DrawAsync(10, new ChatSourceOptions { AnswersPerCall = 4, Streams = streams });
        Assert.That(
            set.Candidates.Select(candidate => candidate.Text), Is.EquivalentTo(Enumerable.Range(0, 10).Select(i => $"answer {i}")));
        Assert.That(set.Candidates.Select(candidate => candidate.Index), Is.EqualTo(Enumerable.Range(0, 10)));
        Assert.That(_server.Requests.Select(request => request["n"]!.GetValue<int>()), Is.EquivalentTo(new[] { 4, 4, 2 }));
        Assert.That(_server.Requests.Select(request => request["seed"]!.GetValue<long>()), Is.Unique);
        Assert.That(set.Failure, Is.Null);
    }

    [Test]
    public async Task Makes_one_call_per_answer_if_a_server_ignores_n()
    {
        var log = new RecordingLog();
        using var client = _server.CreateClient();
        using var source = new ChatCandidateSource(client, new ChatSourceOptions { AnswersPerCall = 16 }, log);
        var set = await DrawnSet.CollectAsync(source, "?", 16, new SamplingOptions());
        Assert.That(
            set.Candidates.Select(candidate => candidate.Text),
            Is.EquivalentTo(Enumerable.Range(0, 16).Select(i => $"answer {i}")),
            "each answer is an independent draw");
        Assert.That(
            _server.Requests.Select(request => request["n"]?.GetValue<int>() ?? 1).Order(),
            Is.EqualTo(Enumerable.Repeat(1, 15).Append(16)));
        await DrawnSet.CollectAsync(source, "?", 16, new SamplingOptions());
        Assert.That(_server.Requests.Skip(16).Select(request => request["n"]), Is.All.Null, "what was learned once holds");
        Assert.That(
            log.Messages,
            Is.EqualTo(new[] { "chat:test-model gave 1 of 16 answers that one call asked for; the rest is asked for by further calls" }));
    }

    [Test]
    public async Task Asks_for_as_many_answers_as_a_server_gives()
    {
        _server.LargestN = 4;
        var set = await DrawAsync(16, new ChatSourceOptions { AnswersPerCall = 8, Concurrency = 1 });
        Assert.That(set.Candidates, Has.Count.EqualTo(16));
        Assert.That(_server.Requests.Select(request => request["n"]!.GetValue<int>()), Is.EqualTo(new[] { 8, 4, 4, 4 }));
    }

    [TestCase("n", "Parameter 'n' is not supported.")]
    [TestCase("n", "Only one completion choice is allowed")]
    [TestCase("n", "n_cmpl cannot be greater than the number of slots")]
    public async Task Omits_n_for_a_server_that_rejects_it(string field, string message)
    {
        _server.Refuses[field] = message;
        var log = new RecordingLog();
        using var client = _server.CreateClient();
        using var source = new ChatCandidateSource(client, new ChatSourceOptions { AnswersPerCall = 8, Concurrency = 1 }, log);
        var set = await DrawnSet.CollectAsync(source, "?", 16, new SamplingOptions());
        Assert.That((set.Candidates.Count, set.Failure, _server.Requests.Count), Is.EqualTo((16, (SourceException?)null, 17)));
        Assert.That(log.Messages, Is.EqualTo(new[] { "chat:test-model refuses 'n' and is called without it" }));
    }

    [Test]
    public async Task Keeps_the_call_options_of_the_application_beside_n()
    {
        _server.LargestN = 4;
        var own = new ChatOptions { RawRepresentationFactory = _ => new OpenAI.Chat.ChatCompletionOptions { EndUserId = "me" } };
        await DrawAsync(4, new ChatSourceOptions { AnswersPerCall = 4, Call = own });
        var request = _server.Requests.Single();
        Assert.That(((string?)request["user"], (int?)request["n"]), Is.EqualTo(("me", 4)));
    }

    [Test]
    public async Task Each_choice_has_its_log_probability_and_finish_reason()
    {
        _server.LargestN = 4;
        _server.Tokens = text => [("answer", -1), (text[6..], -.5)];
        var set = await DrawAsync(5, new ChatSourceOptions { AnswersPerCall = 4, LogProbabilities = true });
        Assert.That(set.Candidates.Select(candidate => candidate.LogProbability), Is.All.EqualTo(-1.5).Within(1e-12));
        Assert.That(set.Candidates.Select(candidate => candidate.SamplingLogProbability), Is.All.EqualTo(-1.5).Within(1e-12));
        Assert.That(set.Candidates.Select(candidate => candidate.Finish), Is.All.EqualTo(FinishReason.EndOfText));
        Assert.That(_server.Requests.Select(request => request["logprobs"]!.GetValue<bool>()), Is.All.True);
    }

    [Test]
    public async Task Passes_n_to_another_client_as_a_property_and_reads_each_message()
    {
        using var client = new ManyAnswers(short.MaxValue);
        using var source = new ChatCandidateSource(client, new ChatSourceOptions { AnswersPerCall = 4 });
        var set = await DrawnSet.CollectAsync(source, "?", 10, new SamplingOptions());
        Assert.That(set.Candidates.Select(candidate => candidate.Text), Is.EqualTo(Enumerable.Range(0, 10).Select(i => $"answer {i % 4}")));
        Assert.That(client.Asked, Is.EquivalentTo(new[] { 4, 4, 2 }));
    }

    [Test]
    public async Task Asks_a_client_without_n_again_for_the_rest()
    {
        using var client = new ManyAnswers(1);
        using var source = new ChatCandidateSource(client, new ChatSourceOptions { AnswersPerCall = 4 });
        var set = await DrawnSet.CollectAsync(source, "?", 8, new SamplingOptions());
        Assert.That((set.Candidates.Count, set.Failure), Is.EqualTo((8, (SourceException?)null)));
        Assert.That(client.Asked, Has.Count.EqualTo(8));
    }

    [Test]
    public async Task A_response_without_an_answer_is_a_failed_call()
    {
        using var client = new ManyAnswers(0);
        using var source = new ChatCandidateSource(client);
        Assert.That(
            async () => await DrawnSet.CollectAsync(source, "?", 2, new SamplingOptions()),
            Throws.TypeOf<SourceException>().With.Message.StartsWith(
                "2 calls of chat:ManyAnswers failed after 0 of 2 answers, the first with: The response has no answer."));
        await Task.CompletedTask;
    }

    private async Task<DrawnSet> DrawAsync(int count, ChatSourceOptions options)
    {
        using var client = _server.CreateClient();
        using var source = new ChatCandidateSource(client, options);
        return await DrawnSet.CollectAsync(source, "?", count, new SamplingOptions());
    }

    private sealed class ManyAnswers(int most) : IChatClient
    {
        public ConcurrentQueue<int> Asked { get; } = [];

        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            var count = (int?)options!.AdditionalProperties?["n"] ?? 1;
            Asked.Enqueue(count);
            return Task.FromResult(new ChatResponse(
                [.. Enumerable.Range(0, Math.Min(count, most)).Select(i => new ChatMessage(ChatRole.Assistant, $"answer {i}"))]));
        }

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException("Only whole answers are asked for here.");

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
