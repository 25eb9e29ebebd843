using Accelerated.Inference.Chat;
using Accelerated.Metrics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Accelerated.Inference.Tests;

/// <summary>The source over a real client and a real HTTP service on loopback.</summary>
public sealed class ChatCandidateSourceTests
{
    private static readonly SelectionOptions ByLogProbability = new(MetricCatalogue.Parse("token-f1"))
    {
        Weights = WeightSource.LogProbability,
    };

    private ChatServer _server = null!;
    private IChatClient _client = null!;

    [SetUp]
    public async Task Start()
    {
        _server = await ChatServer.StartAsync();
        _server.Answer = (k, _) => ($"answer {k}", 200);
        _client = _server.CreateClient();
    }

    [TearDown]
    public async Task Stop()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Test]
    public async Task Many_requests_to_one_client_share_its_limit_of_calls()
    {
        _server.Delay = TimeSpan.FromMilliseconds(2);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(async _ =>
        {
            using var source = new ChatCandidateSource(_client, new ChatSourceOptions { Concurrency = 3 });
            Assert.That((await DrawnSet.CollectAsync(source, "?", 8, new SamplingOptions())).Candidates, Has.Count.EqualTo(8));
        }));
        Assert.That(_server.MostUnderWay, Is.InRange(1, 3));
        Assert.That(_server.Requests, Has.Count.EqualTo(320));
    }

    [Test]
    public async Task Sampling_is_sent_explicitly_and_the_seed_only_on_request()
    {
        await DrawAsync(new ChatSourceOptions(), 1);
        await DrawAsync(new ChatSourceOptions { SendsSeed = false }, 1);
        var requests = _server.Requests.ToArray();
        Assert.That(requests.Select(request => ((double)request["temperature"]!, (double)request["top_p"]!)), Is.All.EqualTo((1.0, 1.0)));
        Assert.That((requests[0]["seed"] is null, requests[1]["seed"] is null), Is.EqualTo((false, true)));
    }

    [Test]
    public async Task Top_k_reaches_servers_of_open_models()
    {
        await DrawAsync(new ChatSourceOptions(), 1, new SamplingOptions { TopK = 5 });
        Assert.That((int)_server.Requests.Single()["top_k"]!, Is.EqualTo(5));
    }

    [Test]
    public async Task Omits_fields_that_a_service_rejects_and_logs_it_once()
    {
        _server.Refuses["temperature"] = "Unsupported parameter: 'temperature' is not supported with this model.";
        _server.Refuses["top_p"] = "Unsupported parameter: 'top_p' is not supported with this model.";
        _server.Refuses["seed"] = "Unknown parameter: 'seed'.";
        var log = new RecordingLog();
        using var source = new ChatCandidateSource(_client, new ChatSourceOptions { Concurrency = 1 }, log);
        var set = await DrawnSet.CollectAsync(source, "?", 4, new SamplingOptions());
        Assert.That((set.Candidates.Count, set.Failure), Is.EqualTo((4, (SourceException?)null)));
        Assert.That(log.Messages.Order(), Is.EqualTo(new[]
        {
            "chat:test-model refuses 'seed' and is called without it",
            "chat:test-model refuses 'temperature' and is called without it",
            "chat:test-model refuses 'top_p' and is called without it",
        }));
        Assert.That(_server.Requests, Has.Count.EqualTo(7), "three refusals, four answers");
    }

    [Test]
    public async Task Sends_the_token_limit_under_its_old_name_too_unless_rejected()
    {
        await DrawAsync(new ChatSourceOptions(), 1, new SamplingOptions { MaxTokens = 5 });
        _server.Refuses["max_tokens"] = "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.";
        await DrawAsync(new ChatSourceOptions(), 1, new SamplingOptions { MaxTokens = 5 });
        Assert.That(
            _server.Requests.Select(request => ((int?)request["max_tokens"], (int?)request["max_completion_tokens"])),
            Is.EqualTo(new (int?, int?)[] { (5, 5), (5, 5), (null, 5) }));
    }

    [Test]
    public async Task Fields_that_one_model_rejects_are_still_sent_to_another()
    {
        _server.Refuses["seed"] = "Unknown parameter: 'seed'.";
        await DrawAsync(new ChatSourceOptions { Call = new ChatOptions { ModelId = "one" } }, 1);
        _server.Refuses.Clear();
        await DrawAsync(new ChatSourceOptions { Call = new ChatOptions { ModelId = "other" } }, 1);
        Assert.That(
            _server.Requests.Select(request => ((string?)request["model"], request["seed"] is null)),
            Is.EqualTo(new[] { ("one", false), ("one", true), ("other", false) }));
    }

    [Test]
    public void Fails_if_a_service_rejects_the_temperature()
    {
        _server.Refuses["temperature"] = "Unsupported value: 'temperature' does not support 0.5 with this model.";
        Assert.That(
            async () => await DrawAsync(new ChatSourceOptions(), 2, new SamplingOptions { Temperature = .5 }),
            Throws.TypeOf<SourceException>().With.Message.Contains("'temperature'"));
        Assert.That(_server.Requests, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task At_temperature_0_makes_one_call_and_logs_it()
    {
        var log = new RecordingLog();
        using var source = new ChatCandidateSource(_client, null, log);
        var set = await DrawnSet.CollectAsync(source, "?", 5, new SamplingOptions { Temperature = 0 });
        Assert.That(
            set.Candidates.Select(candidate => (candidate.Index, candidate.Text)),
            Is.EqualTo(Enumerable.Range(0, 5).Select(i => (i, "answer 0"))));
        Assert.That(_server.Requests, Has.Count.EqualTo(1));
        Assert.That(log.Messages, Is.EqualTo(new[] { "chat:test-model was called once at temperature 0; its answer is used for all 5" }));
    }

    [Test]
    public void Rejects_log_probability_weights_before_a_call_if_none_are_requested()
    {
        using var source = new ChatCandidateSource(_client);
        Assert.That(
            () => new MetricAwareDecoder(source, ByLogProbability),
            Throws.TypeOf<OptionException>().With.Message.EqualTo(
                "chat:test-model gives no log-probabilities with this sampling, and the weights need one for each answer. Use uniform " +
                "weights and a decision temperature of 1, or have the source ask for them (ChatSourceOptions.LogProbabilities)."));
        Assert.That(_server.Requests, Is.Empty);
    }

    [Test]
    public void Rejects_log_probabilities_before_a_call_if_the_client_has_none()
    {
        using var client = new EchoClient();
        Assert.That(
            () => new ChatCandidateSource(client, new ChatSourceOptions { LogProbabilities = true }),
            Throws.TypeOf<OptionException>().With.Message.EqualTo(
                "chat:EchoClient is not known to give log-probabilities. Use uniform weights and a decision temperature of 1, or a " +
                "client of the OpenAI library."));
    }

    [Test]
    public async Task A_service_without_log_probabilities_costs_one_call_and_keeps_its_answer()
    {
        using var source = new ChatCandidateSource(_client, new ChatSourceOptions { LogProbabilities = true, AnswersPerCall = 4 });
        using var decoder = new MetricAwareDecoder(source, ByLogProbability, new DecodingOptions { Candidates = 16 });
        var error = (await Assert.ThrowsAsync<DrawingException>(async () => await decoder.DecodeAsync("?")))!;
        Assert.That(
            error.Message,
            Is.EqualTo(
                "chat:test-model gives no log-probabilities although asked for them; 1 of 16 answers were drawn and are kept. Use " +
                "uniform weights and a decision temperature of 1, or a service that gives them."));
        Assert.That(error.Samples.Single().Text, Is.EqualTo("answer 0"));
        Assert.That(
            async () => await DrawnSet.CollectAsync(source, "?", 16, new SamplingOptions()),
            Throws.TypeOf<SourceException>().With.Message.EqualTo(
                "chat:test-model was asked for log-probabilities before and gave none. Use uniform weights and a decision temperature of " +
                "1, or a service that gives them."));
        Assert.That(_server.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_service_that_refuses_log_probabilities_is_not_asked_again()
    {
        _server.Refuses["logprobs"] = "This model does not support logprobs.";
        using var source = new ChatCandidateSource(_client, new ChatSourceOptions { LogProbabilities = true });
        Assert.That(
            async () => await DrawnSet.CollectAsync(source, "?", 16, new SamplingOptions()),
            Throws.TypeOf<SourceException>().With.Message.Contains("does not support logprobs"));
        Assert.That(
            async () => await DrawnSet.CollectAsync(source, "?", 16, new SamplingOptions()),
            Throws.TypeOf<SourceException>().With.Message.StartsWith("chat:test-model was asked for log-probabilities before"));
        Assert.That(_server.Requests, Has.Count.EqualTo(1));
        await Task.CompletedTask;
    }

    [Test]
    public async Task Log_probabilities_become_weights()
    {
        _server.Answer = (k, _) => (k % 2 == 0 ? "rare" : "common", 200);
        _server.Tokens = text => [(text, text == "rare" ? -5 : -.1)];
        using var source = new ChatCandidateSource(_client, new ChatSourceOptions { LogProbabilities = true });
        using var decoder = new MetricAwareDecoder(source, ByLogProbability, new DecodingOptions { Candidates = 8 });
        var decoding = await decoder.DecodeAsync("?");
        Assert.That(decoding.Text, Is.EqualTo("common"));
        Assert.That(decoding.Selection.Expected, Is.EqualTo(1 / (1 + Math.Exp(-4.9))).Within(1e-6));
    }

    [Test]
    public void Rejects_a_decision_temperature_if_answers_are_not_drawn_at_temperature_1()
    {
        using var source = new ChatCandidateSource(
            _client, new ChatSourceOptions { LogProbabilities = true, Call = new ChatOptions { Temperature = .5f } });
        Assert.That(
            () => new MetricAwareDecoder(
                source, new SelectionOptions(MetricCatalogue.Parse("token-f1")), new DecodingOptions { DecisionTemperature = .5 }),
            Throws.TypeOf<OptionException>().With.Message.Contains("with this sampling"));
    }

    [Test]
    public void Rejects_unsupported_options_before_a_call()
    {
        using var source = new ChatCandidateSource(_client);
        Refused<OptionException>(
            source, "?",
            new SamplingOptions { MinP = .1 },
            "A chat service supports neither MinP nor Epsilon. Leave both 0; TopP and TopK work where the service has them.");
        Refused<OptionException>(
            source, "?",
            new SamplingOptions { Epsilon = .1 },
            "A chat service supports neither MinP nor Epsilon. Leave both 0; TopP and TopK work where the service has them.");
        Refused<OptionException>(
            source, "?",
            new SamplingOptions { StopTokens = [2] },
            "A chat service does not support SamplingOptions.StopTokens. Use StopStrings instead.");
        Refused<PromptException>(source, " ", new SamplingOptions(), "The prompt is empty; there is nothing to answer. Give it a text.");
        Refused<PromptException>(
            source,
            Prompt.Of([new ChatMessage(ChatRole.User, "")]),
            new SamplingOptions(),
            "The prompt is empty; there is nothing to answer. Give it a text.");
        Refused<PromptException>(
            source,
            new Prompt("?") { AnswerStart = "It is" },
            new SamplingOptions(),
            "The prompt has an AnswerStart, which a chat service does not support. Leave it empty, or put it into a message.");
        using var stateful = new ChatCandidateSource(_client, new ChatSourceOptions { Call = new ChatOptions { ConversationId = "c" } });
        Refused<OptionException>(
            stateful, "?",
            new SamplingOptions(),
            "ConversationId names a conversation that the service keeps, and 2 answers would be written into it. Send the messages " +
            "instead, ask for 1 answer, or, where each call forks, set ChatSourceOptions.ForksConversations.");
        Assert.That(_server.Requests, Is.Empty);
    }

    [Test]
    public void Rejects_equal_calls_over_a_cache()
    {
        using var cached = _client.AsBuilder().UseDistributedCache(
            new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions()))).Build();
        using var source = new ChatCandidateSource(cached, new ChatSourceOptions { SendsSeed = false });
        Refused<OptionException>(
            source, "?",
            new SamplingOptions(),
            "The client has a cache, and 2 equal calls without seeds would get one answer 2 times. Put the cache outside the " +
            "metric-aware client, or give a seed.");
    }

    [Test]
    public async Task Continues_a_conversation_that_forks_or_is_asked_once()
    {
        await DrawAsync(new ChatSourceOptions { Call = new ChatOptions { ConversationId = "c" }, ForksConversations = true }, 3);
        await DrawAsync(new ChatSourceOptions { Call = new ChatOptions { ConversationId = "c" } }, 1);
        Assert.That(_server.Requests, Has.Count.EqualTo(4));
    }

    [Test]
    public async Task Messages_of_a_prompt_follow_the_preamble()
    {
        using var source = new ChatCandidateSource(
            _client, new ChatSourceOptions { Preamble = [new ChatMessage(ChatRole.System, "be short")] });
        await DrawnSet.CollectAsync(
            source,
            Prompt.Of([new ChatMessage(ChatRole.User, "a"), new ChatMessage(ChatRole.Assistant, "b"), new ChatMessage(ChatRole.User, "c")]),
            1,
            new SamplingOptions());
        Assert.That(
            _server.Requests.Single()["messages"]!.AsArray().Select(message => (string)message!["role"]!),
            Is.EqualTo(new[] { "system", "user", "assistant", "user" }));
    }

    [Test]
    public async Task Separates_reasoning_from_the_text()
    {
        _server.Answer = (_, _) => ("<think>6 times 7</think>\n42", 200);
        using var source = new ChatCandidateSource(_client);
        var candidate = (await DrawnSet.CollectAsync(source, "?", 1, new SamplingOptions())).Candidates.Single();
        Assert.That((candidate.Reasoning, candidate.Text), Is.EqualTo(("6 times 7", "42")));
    }

    private static void Refused<TException>(
        ChatCandidateSource source, Prompt prompt, SamplingOptions options, string message) where TException : Exception =>
        Assert.That(
            async () => await DrawnSet.CollectAsync(source, prompt, 2, options), Throws.TypeOf<TException>().With.Message.EqualTo(message));

    private async Task<DrawnSet> DrawAsync(ChatSourceOptions options, int count, SamplingOptions? sampling = null)
    {
        using var source = new ChatCandidateSource(_client, options);
        return await DrawnSet.CollectAsync(source, "?", count, sampling ?? new SamplingOptions());
    }
}
