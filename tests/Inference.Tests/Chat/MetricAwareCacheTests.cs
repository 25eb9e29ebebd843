using Accelerated.Inference.Chat;
using Accelerated.Metrics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Accelerated.Inference.Tests;

/// <summary>A distributed cache around the middleware, or below it.</summary>
public sealed class MetricAwareCacheTests
{
    private ChatServer _server = null!;
    private MemoryDistributedCache _cache = null!;

    [SetUp]
    public async Task Start()
    {
        _server = await ChatServer.StartAsync();
        _server.Answer = (k, _) => (k % 4 == 3 ? "london" : "paris", k % 8 == 7 ? 500 : 200);
        _cache = new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions()));
    }

    [TearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [TestCase("token-f1", false)]
    [TestCase("token-f1", true)]
    [TestCase("squared-error", false)]
    [TestCase("squared-error", true)]
    public async Task An_outer_cache_keeps_the_answer_and_its_selection(string metric, bool streams)
    {
        if (metric == "squared-error")
        {
            _server.Answer = (_, _) => ("5", 200);
        }

        var selection = new SelectionOptions(MetricCatalogue.Parse(metric)) { Self = SelfPair.Exclude };
        using var client = _server.CreateClient().AsBuilder().UseDistributedCache(_cache)
            .UseMetricAware(
                MetricCatalogue.Parse(metric),
                new MetricAwareOptions { Selection = selection, Decoding = MetricAwareOptions.ChatDecoding with { Candidates = 8 } })
            .Build();
        var miss = await AskAsync(client, streams);
        var hit = await AskAsync(client, streams);
        Assert.That(_server.Requests, Has.Count.EqualTo(8));
        Assert.That(hit.Text, Is.EqualTo(miss.Text));
        Assert.That(ChatSelection.Of(hit), Is.EqualTo(ChatSelection.Of(miss)).UsingPropertiesComparer());
        Assert.That(ChatSelection.Of(hit)!.Requested, Is.EqualTo(8));
        Assert.That(ChatSelection.Of(hit)!.Failure is null, Is.EqualTo(metric == "squared-error"));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Omits_an_expected_value_of_NaN(bool streams)
    {
        using var client = _server.CreateClient().AsBuilder().UseDistributedCache(_cache)
            .UseMetricAware(
                MetricCatalogue.Parse("token-f1"),
                new MetricAwareOptions
                {
                    Selection = new SelectionOptions(MetricCatalogue.Parse("token-f1")) { Self = SelfPair.Exclude },
                    Decoding = MetricAwareOptions.ChatDecoding with { Candidates = 1 },
                })
            .Build();
        var miss = await AskAsync(client, streams);
        Assert.That(ChatSelection.Of(miss), Is.EqualTo(new ChatSelection(null, 1, 1, "token-f1", null)).UsingPropertiesComparer());
        Assert.That(ChatSelection.Of(await AskAsync(client, streams)), Is.EqualTo(ChatSelection.Of(miss)).UsingPropertiesComparer());
        Assert.That(miss.AdditionalProperties, Does.Not.ContainKey(MetricAwareChatClient.ExpectedProperty));
    }

    [Test]
    public async Task An_inner_cache_does_not_give_all_calls_one_answer()
    {
        _server.Answer = (k, _) => ($"answer {k}", 200);
        Decoding? decided = null;
        using var client = _server.CreateClient().AsBuilder()
            .UseMetricAware(
                MetricCatalogue.Parse("token-f1"),
                new MetricAwareOptions
                {
                    Decoding = MetricAwareOptions.ChatDecoding with { Candidates = 4 },
                    Decided = (_, decoding) => decided = decoding,
                })
            .UseDistributedCache(_cache)
            .Build();
        await client.GetResponseAsync("Where?");
        Assert.That(decided!.Samples.Select(sample => sample.Text), Is.Unique);
    }

    [Test]
    public async Task No_property_holds_a_live_object()
    {
        using var client = _server.CreateClient().AsBuilder().UseMetricAware(
            MetricCatalogue.Parse("token-f1"),
            new MetricAwareOptions { Decoding = MetricAwareOptions.ChatDecoding with { Candidates = 8 } }).Build();
        var response = await client.GetResponseAsync("Where?");
        Assert.That(response.AdditionalProperties!.Keys, Is.EquivalentTo(new[]
        {
            MetricAwareChatClient.MetricProperty, MetricAwareChatClient.ExpectedProperty, MetricAwareChatClient.DrawnProperty,
            MetricAwareChatClient.RequestedProperty, MetricAwareChatClient.FailureProperty,
        }));
        Assert.That(response.AdditionalProperties.Values, Is.All.InstanceOf<string>().Or.InstanceOf<int>().Or.InstanceOf<double>());
        Assert.That(ChatSelection.Of(new ChatResponse(new ChatMessage(ChatRole.Assistant, "another client's"))), Is.Null);
    }

    private static async Task<ChatResponse> AskAsync(IChatClient client, bool streams) =>
        streams ? await client.GetStreamingResponseAsync("Where?").ToChatResponseAsync() : await client.GetResponseAsync("Where?");
}
