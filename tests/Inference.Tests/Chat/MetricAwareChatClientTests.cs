using Accelerated.Inference.Chat;
using Accelerated.Metrics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Accelerated.Inference.Tests;

/// <summary>The middleware over a real client and a real HTTP service on loopback.</summary>
public sealed class MetricAwareChatClientTests
{
    private static readonly string[] Cities = ["paris", "paris france", "the city of paris", "london"];

    private static readonly Metric TokenF1 = MetricCatalogue.Parse("token-f1");

    private ChatServer _server = null!;

    [SetUp]
    public async Task Start()
    {
        _server = await ChatServer.StartAsync();
        _server.Answer = (call, _) => (Cities[call % 4], 200);
    }

    [TearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [TestCase(false)]
    [TestCase(true)]
    public async Task Returns_the_answer_with_the_best_expected_metric_and_its_selection(bool streams)
    {
        Decoding? decided = null;
        using var client = Build(Options(4) with { Decided = (_, decoding) => decided = decoding });
        var response = await AskAsync(client, streams);
        Assert.That(response.Text, Is.EqualTo("paris"));
        Assert.That(response.FinishReason, Is.EqualTo(ChatFinishReason.Stop));
        Assert.That(_server.Requests, Has.Count.EqualTo(4));
        Assert.That(_server.Requests.Select(request => request["stream"]?.GetValue<bool>() ?? false), Is.All.EqualTo(streams));
        Assert.That(
            ChatSelection.Of(response),
            Is.EqualTo(new ChatSelection(decided!.Selection.Expected, 4, 4, "token-f1", null)).UsingPropertiesComparer());
        Assert.That(decided.Selection.Expected, Is.EqualTo(.541667).Within(1e-6));
        Assert.That(decided.Samples.Select(sample => sample.Text), Is.EquivalentTo(Cities));
        if (!streams)
        {
            Assert.That(response.AdditionalProperties![MetricAwareChatClient.DrawnProperty], Is.EqualTo(4));
            Assert.That((double)response.AdditionalProperties[MetricAwareChatClient.ExpectedProperty]!, Is.EqualTo(.541667).Within(1e-6));
            Assert.That(response.Usage!.TotalTokenCount, Is.EqualTo(48));
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task The_best_answer_need_not_be_the_first(bool streams)
    {
        string[] answers = ["london", "paris france", "paris", "the city of paris"];
        _server.Answer = (call, _) => (answers[call % 4], 200);
        using var client = Build(Options(4) with { Chat = new ChatSourceOptions { Concurrency = 1 } });
        Assert.That((await AskAsync(client, streams)).Text, Is.EqualTo("paris"));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task The_response_is_that_of_the_answer_with_its_white_space(bool streams)
    {
        _server.Answer = (call, _) => (call % 4 == 0 ? "london" : "paris\n", 200);
        using var client = Build(Options(4) with { Chat = new ChatSourceOptions { Concurrency = 1 } });
        var response = await AskAsync(client, streams);
        Assert.That((response.Text, response.ResponseId), Is.EqualTo(("paris\n", "r1")));
    }

    [Test]
    public async Task Each_call_has_its_own_seed_and_the_settings_of_the_request()
    {
        using var client = Build(Options(8));
        await client.GetResponseAsync("Where?", new ChatOptions { Temperature = .5f, MaxOutputTokens = 7, Seed = 3 });
        await client.GetResponseAsync("Where?", new ChatOptions { Seed = 3 });
        var requests = _server.Requests.ToArray();
        var seeds = requests.Select(request => request["seed"]!.GetValue<long>()).ToList();
        Assert.That(seeds.Take(8), Is.Unique);
        Assert.That(seeds.Skip(8), Is.EquivalentTo(seeds.Take(8)), "the same request has the same seeds");
        Assert.That(requests.Take(8).Select(request => request["temperature"]!.GetValue<double>()), Is.All.EqualTo(.5).Within(1e-6));
        Assert.That(
            requests.Take(8).Select(request => (request["max_completion_tokens"] ?? request["max_tokens"])!.GetValue<int>()),
            Is.All.EqualTo(7));
        Assert.That(requests.Skip(8).Select(request => request["temperature"]!.GetValue<double>()), Is.All.EqualTo(1));
        Assert.That(requests.Skip(8).Select(request => request["max_completion_tokens"] ?? request["max_tokens"]), Is.All.Null);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Reports_failed_calls_and_decides_by_the_others(bool streams)
    {
        _server.Answer = (call, _) => call % 4 == 3 ? ("", 500) : (Cities[call % 4], 200);
        var log = new RecordingLog();
        SourceException? failure = null;
        using var client = Build(Options(4) with { Decided = (_, decoding) => failure = decoding.Failure }, log);
        var response = await AskAsync(client, streams);
        Assert.That(response.Text, Is.EqualTo("paris"));
        Assert.That(log.Messages, Has.Some.EqualTo("Only 3 of 4 succeeded; the selection rests on these"));
        Assert.That((failure!.Drawn, failure.Requested), Is.EqualTo((3, 4)));
        Assert.That(
            ((AggregateException)failure.InnerException!).InnerExceptions.Single(), Is.TypeOf<System.ClientModel.ClientResultException>());
        Assert.That(
            ChatSelection.Of(response)!.Failure,
            Is.EqualTo(failure.Message).And.StartsWith("1 call of chat:test-model failed after 3 of 4 answers, the first with: "));
    }

    [Test]
    public void Throws_if_every_call_fails()
    {
        _server.Answer = (_, _) => ("", 503);
        using var client = Build(Options(4));
        Assert.That(
            async () => await AskAsync(client, false),
            Throws.TypeOf<SourceException>().With.Message.StartsWith("4 calls of chat:test-model failed after 0 of 4 answers"));
    }

    [Test]
    public async Task Limits_concurrent_calls()
    {
        using var client = Build(Options(24) with { Chat = new ChatSourceOptions { Concurrency = 3 } });
        await AskAsync(client, false);
        Assert.That(_server.MostUnderWay, Is.InRange(1, 3));
        Assert.That(_server.Requests, Has.Count.EqualTo(24));
    }

    [Test]
    public async Task Concurrent_callers_each_get_an_answer_to_their_own_question()
    {
        _server.Answer = (_, request) => ("answer to " + request["messages"]![0]!["content"]!, 200);
        using var client = Build(Options(4));
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => AskAsync(client, i % 2 == 0, $"question{i}")));
        Assert.That(answers.Select(answer => answer.Text), Is.EqualTo(Enumerable.Range(0, 12).Select(i => $"answer to question{i}")));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void A_service_that_hangs_can_be_cancelled(bool streams)
    {
        _server.Hangs = true;
        using var cancellation = new CancellationTokenSource();
        using var client = Build(Options(4));
        var asking = AskAsync(client, streams, cancellation: cancellation.Token);
        cancellation.Cancel();
        Assert.That(async () => await asking, Throws.InstanceOf<OperationCanceledException>());
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_request_under_way_when_the_client_is_disposed_still_gets_its_answer(bool streams)
    {
        var client = Build(Options(4));
        _server.Answer = (call, _) =>
        {
            client.Dispose();
            return (Cities[call % 4], 200);
        };
        Assert.That((await AskAsync(client, streams)).Text, Is.EqualTo("paris"));
        Assert.That(async () => await AskAsync(client, streams), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(_server.Requests, Has.Count.EqualTo(4), "the later request calls nobody");
        client.Dispose();
    }

    [Test]
    public async Task Returns_a_closed_form_number_that_no_call_gave()
    {
        _server.Answer = (call, _) => ((call % 4) switch { 0 => "1", 1 => "2", 2 => "2", _ => "5" }, 200);
        var metric = MetricCatalogue.Parse("squared-error");
        using var client = _server.CreateClient().AsBuilder().UseMetricAware(
            metric, Options(4) with { Selection = new SelectionOptions(metric) { Rule = SelectionRule.Bayes } }).Build();
        Assert.That((await AskAsync(client, false)).Text, Is.EqualTo("2.5"));
    }

    [Test]
    public async Task The_source_reports_finish_reasons_and_rejects_unsupported_options()
    {
        _server.FinishReason = "content_filter";
        using var client = _server.CreateClient();
        using var source = new ChatCandidateSource(
            client, new ChatSourceOptions { Preamble = [new ChatMessage(ChatRole.System, "be short")] });
        var set = await DrawnSet.CollectAsync(source, "Where?", 2, new SamplingOptions { MaxTokens = 5, StopStrings = ["\n"], TopP = .5 });
        Assert.That(set.Candidates.Select(candidate => candidate.Finish), Is.All.EqualTo(FinishReason.Refused));
        var request = _server.Requests.First();
        Assert.That(request["messages"]!.AsArray().Select(message => (string)message!["role"]!), Is.EqualTo(new[] { "system", "user" }));
        Assert.That((double)request["top_p"]!, Is.EqualTo(.5).Within(1e-6));
        Assert.That(
            async () => await DrawnSet.CollectAsync(source, "Where?", 2, new SamplingOptions { MinP = .1 }),
            Throws.TypeOf<OptionException>().With.Message.EqualTo(
                "A chat service supports neither MinP nor Epsilon. Leave both 0; TopP and TopK work where the service has them."));
        Assert.That(
            () => new ChatCandidateSource(client, new ChatSourceOptions { Concurrency = 0 }),
            Throws.TypeOf<OptionException>().With.Message.EqualTo(
                "Invalid value '0' for ChatSourceOptions.Concurrency: expected at least 1. Use 1 for one call after the other."));
        Assert.That(
            () => new ChatCandidateSource(client, new ChatSourceOptions { AnswersPerCall = 0 }),
            Throws.TypeOf<OptionException>().With.Message.EqualTo(
                "Invalid value '0' for ChatSourceOptions.AnswersPerCall: expected at least 1. Use 1 for services that give one answer."));
    }

    private static MetricAwareOptions Options(int count)
    {
        var options = new MetricAwareOptions();
        return options with { Decoding = MetricAwareOptions.ChatDecoding with { Candidates = count } };
    }

    private static async Task<ChatResponse> AskAsync(
        IChatClient client, bool streams, string question = "Where?", CancellationToken cancellation = default) =>
        streams
        ? await client.GetStreamingResponseAsync(question, cancellationToken: cancellation).ToChatResponseAsync(cancellation)
        : await client.GetResponseAsync(question, cancellationToken: cancellation);

    private IChatClient Build(MetricAwareOptions options, RecordingLog? log = null)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging =>
        {
            if (log is not null)
            {
                logging.AddProvider(log).SetMinimumLevel(LogLevel.Debug);
            }
        });
        return _server.CreateClient().AsBuilder().UseMetricAware(TokenF1, options).Build(services.BuildServiceProvider());
    }
}
