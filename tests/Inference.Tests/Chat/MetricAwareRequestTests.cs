using System.Text.Json;
using Accelerated.Inference.Chat;
using Accelerated.Metrics;
using Microsoft.Extensions.AI;

namespace Accelerated.Inference.Tests;

/// <summary>Settings of a single request, and what is rejected before a call.</summary>
public sealed class MetricAwareRequestTests
{
    private static readonly Metric TokenF1 = MetricCatalogue.Parse("token-f1");

    private ChatServer _server = null!;

    [SetUp]
    public async Task Start()
    {
        _server = await ChatServer.StartAsync();
        _server.Answer = (k, _) => ((k % 4) switch { 0 => "1", 1 => "2", 2 => "2", _ => "5" }, 200);
    }

    [TearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [Test]
    public async Task A_request_can_set_metric_rule_and_count()
    {
        using var client = Build();
        var options = Properties(
            (MetricAwareChatClient.MetricProperty, "squared-error"),
            (MetricAwareChatClient.RuleProperty, "bayes"),
            (MetricAwareChatClient.CountProperty, 4));
        var response = await client.GetResponseAsync("How many?", options);
        Assert.That(response.Text, Is.EqualTo("2.5"));
        Assert.That(ChatSelection.Of(response)!.Metric, Is.EqualTo("squared-error"));
        Assert.That(_server.Requests, Has.Count.EqualTo(4));
        Assert.That((await client.GetResponseAsync("How many?")).Text, Is.EqualTo("2"), "the next one is the client's own again");
        Assert.That(options.AdditionalProperties, Has.Count.EqualTo(3), "the request's options are left as they are");
    }

    [Test]
    public async Task A_request_can_ask_for_a_consensus()
    {
        _server.Answer = (k, _) => ((k % 3) switch { 0 => "x b c d", 1 => "a y c d", _ => "a b z d" }, 200);
        using var client = Build(MetricAwareOptions.ChatDecoding with { Candidates = 3 });
        var response = await client.GetResponseAsync("?", Properties((MetricAwareChatClient.RuleProperty, "consensus")));
        Assert.That(response.Text, Is.EqualTo("a b c d"));
    }

    [Test]
    public async Task Reads_properties_deserialised_from_JSON()
    {
        using var client = Build();
        var json = JsonSerializer.Deserialize<Dictionary<string, object?>>(
            """{"accelerated.metric":"squared-error","accelerated.rule":"bayes","accelerated.n":4}""")!;
        Assert.That(
            (await client.GetResponseAsync("How many?", new ChatOptions { AdditionalProperties = new(json) })).Text, Is.EqualTo("2.5"));
    }

    [TestCase("accelerated.metric", "f2", "Invalid value 'f2' for the property accelerated.metric: Unknown metric 'f2'; did you mean ")]
    [TestCase(
        "accelerated.rule", "best",
        "Invalid value 'best' for the property accelerated.rule: expected candidates, bayes or consensus. Leave it out for the client's "
        + "rule.")]
    [TestCase(
        "accelerated.n", 0,
        "Invalid value '0' for the property accelerated.n: expected a whole number of at least 1. Leave it out for the client's " +
        "number.")]
    [TestCase(
        "accelerated.n", 2.5,
        "Invalid value '2.5' for the property accelerated.n: expected a whole number of at least 1. Leave it out for the client's " +
        "number.")]
    [TestCase(
        "accelerated.n", "many",
        "Invalid value 'many' for the property accelerated.n: expected a whole number of at least 1. Leave it out for the client's " +
        "number.")]
    public void Rejects_a_wrong_property_before_a_call(string name, object value, string message)
    {
        using var client = Build();
        Assert.That(
            async () => await client.GetResponseAsync("How many?", Properties((name, value))),
            Throws.TypeOf<OptionException>().With.Message.StartsWith(message));
        Assert.That(_server.Requests, Is.Empty);
    }

    [Test]
    public void Rejects_a_rule_that_the_metric_does_not_support()
    {
        using var client = Build();
        Assert.That(
            async () => await client.GetResponseAsync(
                "How many?", Properties((MetricAwareChatClient.MetricProperty, "chrf"), (MetricAwareChatClient.RuleProperty, "bayes"))),
            Throws.TypeOf<OptionException>().With.Message.StartsWith(
                "Invalid value 'Bayes' for SelectionOptions.Rule: expected Candidates with metric 'chrf', which has no closed form."));
    }

    [Test]
    public void Rejects_an_object_as_a_property()
    {
        using var client = Build();
        Assert.That(
            async () => await client.GetResponseAsync("How many?", Properties((MetricAwareChatClient.MetricProperty, TokenF1))),
            Throws.TypeOf<OptionException>().With.Message.StartsWith("Invalid value 'BagMetric`1' for the property accelerated.metric: ")
                .And.Message.EndsWith("expected a text or a number."));
    }

    [Test]
    public void Rejects_an_unanswerable_request_before_a_call()
    {
        using var client = Build();
        Assert.That(
            async () => await client.GetResponseAsync([]),
            Throws.TypeOf<PromptException>().With.Message.EqualTo(
                "The conversation has 0 messages; there is nothing to answer. Give it at least a user's."));
        Assert.That(async () => await client.GetResponseAsync(" "), Throws.TypeOf<PromptException>());
        Assert.That(
            async () => await client.GetResponseAsync("?", new ChatOptions { ConversationId = "c" }),
            Throws.TypeOf<OptionException>().With.Message.StartsWith(
                "ConversationId names a conversation that the service keeps, and 8 answers would be written into it."));
        Assert.That(async () => await client.GetResponseAsync("?", new ChatOptions { Temperature = -1 }), Throws.TypeOf<OptionException>());
        Assert.That(_server.Requests, Is.Empty);
    }

    [Test]
    public async Task No_seed_is_sent_unless_the_request_or_the_options_name_one()
    {
        using var client = Build();
        await client.GetResponseAsync("?");
        Assert.That(_server.Requests.Select(request => request["seed"]), Is.All.Null);
        _server.Requests.Clear();
        await client.GetResponseAsync("?", new ChatOptions { Seed = 1 });
        Assert.That(_server.Requests.Select(request => (long)request["seed"]!), Is.Unique);
        _server.Requests.Clear();
        using var seeded = Build(
            MetricAwareOptions.ChatDecoding with { Candidates = 8, Sampling = MetricAwareOptions.ChatDecoding.Sampling with { Seed = 7 } });
        await seeded.GetResponseAsync("?");
        Assert.That(_server.Requests.Select(request => (long)request["seed"]!), Is.Unique);
    }

    [Test]
    public async Task At_temperature_0_one_call_is_made()
    {
        using var client = Build();
        var response = await client.GetResponseAsync("?", new ChatOptions { Temperature = 0 });
        Assert.That(_server.Requests, Has.Count.EqualTo(1));
        Assert.That((ChatSelection.Of(response)!.Drawn, ChatSelection.Of(response)!.Requested), Is.EqualTo((1, 1)));
    }

    [Test]
    public void Rejects_log_probability_weights_at_build_time_if_the_client_gives_none()
    {
        using var inner = new EchoClient();
        Assert.That(
            () => inner.AsBuilder().UseMetricAware(TokenF1, ByLogProbability()).Build(),
            Throws.TypeOf<OptionException>().With.Message.StartsWith("chat:EchoClient is not known to give log-probabilities."));
        Assert.That(inner.Calls, Is.Zero);
    }

    [Test]
    public async Task Weights_by_log_probability_ask_the_service_for_them()
    {
        _server.Tokens = text => [(text, text == "1" ? -.1 : -3)];
        using var client = _server.CreateClient().AsBuilder().UseMetricAware(TokenF1, ByLogProbability()).Build();
        Assert.That((await client.GetResponseAsync("?")).Text, Is.EqualTo("1"));
        Assert.That(_server.Requests.Select(request => (bool?)request["logprobs"]), Is.All.True);
    }

    [Test]
    public async Task A_thousand_requests_make_no_more_calls_at_once_than_allowed()
    {
        using var client = Build(MetricAwareOptions.ChatDecoding with { Candidates = 2 });
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => client.GetResponseAsync("?")));
        Assert.That(_server.Requests, Has.Count.EqualTo(2000));
        Assert.That(_server.MostUnderWay, Is.LessThanOrEqualTo(8));
    }

    private static MetricAwareOptions ByLogProbability() =>
        new()
        {
            Selection = new SelectionOptions(TokenF1) { Weights = WeightSource.LogProbability },
            Decoding = MetricAwareOptions.ChatDecoding with { Candidates = 4 },
        };

    private static ChatOptions Properties(params (string Name, object Value)[] properties) =>
        new() { AdditionalProperties = new(properties.ToDictionary(property => property.Name, property => (object?)property.Value)) };

    private IChatClient Build(DecodingOptions? decoding = null) =>
        _server.CreateClient().AsBuilder().UseMetricAware(
            TokenF1, new MetricAwareOptions { Decoding = decoding ?? MetricAwareOptions.ChatDecoding with { Candidates = 8 } }).Build();
}
