using System.Text.Json;
using System.Text.Json.Nodes;
using Accelerated.Inference.Chat;
using Accelerated.Metrics;
using Microsoft.Extensions.AI;

namespace Accelerated.Inference.Tests;

/// <summary>Answers that are calls of tools.</summary>
public sealed class MetricAwareToolTests
{
    private static readonly AIFunction Weather = AIFunctionFactory.Create((string city) => $"rain in {city}", "weather");

    private ChatServer _server = null!;

    [SetUp]
    public async Task Start()
    {
        _server = await ChatServer.StartAsync();
        _server.LargestN = 128;
        _server.Message = text => text.StartsWith('{') ? Call(text) : null;
    }

    [TearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [TestCase(1)]
    [TestCase(8)]
    public async Task Calls_vote_by_name_and_arguments_however_they_are_written(int answersPerCall)
    {
        string[] answers =
        [
            """{"city":"Rome","days":1}""", """{"city":"Paris", "days":2}""", """{"days":2.0,"city":"Paris"}""", "It depends.",
            """{"days":2,"city":"Paris"}""", """{"city":"Rome","days":1}""", "I cannot tell.", """{"city":"Oslo","days":1}""",
        ];
        _server.Answer = (k, _) => (answers[k % 8], 200);
        Decoding? decided = null;
        using var client = Build(8, answersPerCall, decoding => decided = decoding);
        var response = await client.GetResponseAsync("Weather?", Tools());
        var call = response.Messages.Single().Contents.OfType<FunctionCallContent>().Single();
        Assert.Multiple(() =>
        {
            Assert.That((call.Name, call.CallId), Is.EqualTo(("weather", "c1")));
            Assert.That(((JsonElement)call.Arguments!["city"]!).GetString(), Is.EqualTo("Paris"));
            Assert.That(response.FinishReason, Is.EqualTo(ChatFinishReason.ToolCalls));
            Assert.That(decided!.Samples, Has.Count.EqualTo(8));
            Assert.That(decided.Votes, Has.Count.EqualTo(6));
            Assert.That(decided.Chosen!.Text, Is.EqualTo("""weather {"city":"Paris","days":2}"""));
            Assert.That(ChatSelection.Of(response)!.Metric, Is.EqualTo("exact-match"));
        });
    }

    [Test]
    public async Task Words_win_where_calls_have_no_majority()
    {
        string[] answers = ["paris", """{"city":"Rome"}""", "paris france", """{"city":"Rome"}"""];
        _server.Answer = (k, _) => (answers[k % 4], 200);
        using var client = Build(4, 4, _ => { });
        var response = await client.GetResponseAsync("Weather?", Tools());
        Assert.That(response.Text, Does.StartWith("paris"));
        Assert.That(ChatSelection.Of(response)!.Drawn, Is.EqualTo(4));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Function_invocation_outside_calls_the_tool_once_and_asks_again(bool streams)
    {
        var calls = 0;
        var tool = AIFunctionFactory.Create((string city) => $"rain in {city}, {++calls}", "weather");
        _server.Answer = (_, request) => (HasResult(request) ? "It rains." : """{"city":"Paris"}""", 200);
        using var client = _server.CreateClient().AsBuilder().UseFunctionInvocation().UseMetricAware(
            MetricCatalogue.Parse("token-f1"), Options(4, 4, _ => { })).Build();
        var options = new ChatOptions { Tools = [tool] };
        var response = streams
            ? await client.GetStreamingResponseAsync("Weather?", options).ToChatResponseAsync()
            : await client.GetResponseAsync("Weather?", options);
        Assert.That((response.Text, calls), Is.EqualTo(("It rains.", 1)));
        Assert.That(
            response.Messages.Select(message => message.Role), Is.EqualTo(new[] { ChatRole.Assistant, ChatRole.Tool, ChatRole.Assistant }));
    }

    [Test]
    public async Task Function_invocation_inside_hands_back_the_whole_turn_of_the_answer()
    {
        _server.Answer = (_, request) => (HasResult(request) ? "It rains." : """{"city":"Paris"}""", 200);
        using var client = _server.CreateClient().AsBuilder().UseMetricAware(MetricCatalogue.Parse("token-f1"), Options(3, 1, _ => { }))
            .UseFunctionInvocation().Build();
        var response = await client.GetResponseAsync("Weather?", Tools());
        Assert.That(
            response.Messages.Select(message => message.Role), Is.EqualTo(new[] { ChatRole.Assistant, ChatRole.Tool, ChatRole.Assistant }));
        Assert.That(response.Messages[^1].Text, Is.EqualTo("It rains."));
        Assert.That(_server.Requests, Has.Count.EqualTo(6));
    }

    [Test]
    public void Too_few_answers_of_the_winning_kind_are_below_the_quorum()
    {
        _server.Answer = (k, _) => (k % 4 == 0 ? "words" : """{"city":"Paris"}""", 200);
        var options = Options(4, 4, _ => { });
        using var client = _server.CreateClient().AsBuilder().UseMetricAware(
            MetricCatalogue.Parse("token-f1"), options with { Decoding = options.Decoding! with { Quorum = 4 } }).Build();
        Assert.That(
            async () => await client.GetResponseAsync("Weather?", Tools()),
            Throws.TypeOf<DrawingException>().With.Message.StartsWith(
                "Only 3 of 4 answers are of the most frequent kind (tool calls), below the quorum of 4. What was drawn is kept with "
                + "this error"));
    }

    private static bool HasResult(JsonNode request) =>
        request["messages"]!.AsArray().Any(message => (string?)message!["role"] == "tool");

    private static ChatOptions Tools() => new() { Tools = [Weather] };

    private static JsonObject Call(string arguments) => new()
    {
        ["role"] = "assistant",
        ["content"] = null,
        ["tool_calls"] = new JsonArray(
            new JsonObject
            {
                ["id"] = "c1",
                ["type"] = "function",
                ["function"] = new JsonObject { ["name"] = "weather", ["arguments"] = arguments },
            }),
    };

    private static MetricAwareOptions Options(int count, int answersPerCall, Action<Decoding> decided) => new()
    {
        Decoding = MetricAwareOptions.ChatDecoding with { Candidates = count },
        Chat = new ChatSourceOptions { AnswersPerCall = answersPerCall },
        Decided = (_, decoding) => decided(decoding),
    };

    private IChatClient Build(int count, int answersPerCall, Action<Decoding> decided) =>
        _server.CreateClient().AsBuilder().UseMetricAware(
            MetricCatalogue.Parse("token-f1"), Options(count, answersPerCall, decided)).Build();
}
