#pragma warning disable SCME0001, OPENAI001 // further fields and seeds are an experimental part of the client
using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json;
using Accelerated.Inference.Chat;
using Accelerated.Inference.LLamaSharp;
using OpenAI;
using OpenAI.Chat;

namespace Accelerated.Service.Tests;

/// <summary>OpenAI's own client, against the small model.</summary>
public sealed class OfficialClientTests
{
    private const string Prompt = "Review: Soft, light, fits well.\nWrite a short title.";

    private LLamaSharpCandidateSource _model = null!;
    private RunningService _service = null!;
    private ChatClient _client = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _model = await LLamaSharpCandidateSource.OpenAsync(Path.Combine(AppContext.BaseDirectory, "reviews-chat-f32.gguf"));
        _service = await RunningService.StartAsync(_model.AsChatClient(), key: "secret");
        _client = Client("secret");
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _service.DisposeAsync();
        _model.Dispose();
    }

    [Test]
    public async Task Gets_an_answer_with_its_decision()
    {
        var result = await _client.CompleteChatAsync([new UserChatMessage(Prompt)], Options(json =>
        {
            json.Set("$.metric"u8, "rouge-l");
            json.Set("$.n_candidates"u8, 12);
            json.Set("$.include_candidates"u8, true);
        }));
        Assert.That(result.Value.Content[0].Text, Is.Not.Empty);
        Assert.That(result.Value.FinishReason, Is.EqualTo(ChatFinishReason.Stop).Or.EqualTo(ChatFinishReason.Length));
        Assert.That(result.Value.Usage.InputTokenCount, Is.Positive);
        Assert.That(result.Value.Usage.OutputTokenCount, Is.GreaterThanOrEqualTo(12));
        using var response = JsonDocument.Parse(result.GetRawResponse().Content);
        var decision = response.RootElement.GetProperty("accelerated");
        Assert.That(decision.GetProperty("metric").GetString(), Is.EqualTo("rouge-l"));
        Assert.That(decision.GetProperty("drawn").GetInt32(), Is.EqualTo(12));
        Assert.That(decision.GetProperty("answer").GetString(), Is.EqualTo(result.Value.Content[0].Text));
        Assert.That(decision.GetProperty("candidates").EnumerateArray().Sum(row => row.GetProperty("count").GetInt32()), Is.EqualTo(12));
        Assert.That(
            decision.GetProperty("candidates")[0].GetProperty("expected").GetDouble(),
            Is.EqualTo(decision.GetProperty("expected").GetDouble()));
        Assert.That(result.Value.Patch.GetJson("$.accelerated"u8).ToString(), Does.Contain("\"rouge-l\""));
    }

    [Test]
    public async Task Streams_an_answer_with_its_decision_last()
    {
        var text = "";
        string? decision = null;
        ChatTokenUsage? usage = null;
        var updates = _client.CompleteChatStreamingAsync(
            [new UserChatMessage(Prompt)], Options(json => json.Set("$.n_candidates"u8, 8)));
        await foreach (var update in updates)
        {
            text += string.Concat(update.ContentUpdate.Select(part => part.Text));
            usage = update.Usage ?? usage;
            decision = update.Patch.TryGetJson("$.accelerated"u8, out var json) ? System.Text.Encoding.UTF8.GetString(json.Span) : decision;
        }

        Assert.That(decision, Is.Not.Null);
        using var parsed = JsonDocument.Parse(decision!);
        Assert.That(parsed.RootElement.GetProperty("answer").GetString(), Is.EqualTo(text));
        Assert.That(parsed.RootElement.GetProperty("drawn").GetInt32(), Is.EqualTo(8));
        Assert.That(usage!.OutputTokenCount, Is.GreaterThanOrEqualTo(8));
    }

    [Test]
    public async Task Reads_an_error_as_one_of_its_own()
    {
        var wrong = await FailAsync(Client("wrong"), Options(_ => { }));
        Assert.That((wrong.Status, wrong.Message), Is.EqualTo((401, wrong.Message)));
        Assert.That(wrong.Message, Does.Contain("The API key is wrong."));
        var bad = await FailAsync(_client, Options(json => json.Set("$.metric"u8, "nonsense")));
        Assert.That(bad.Status, Is.EqualTo(400));
        Assert.That(bad.Message, Does.Contain("nonsense").And.Contain("metric"));
    }

    [Test]
    public async Task Lists_the_model()
    {
        var models = await new OpenAIClient(new ApiKeyCredential("secret"), ClientOptions()).GetOpenAIModelClient().GetModelsAsync();
        Assert.That(models.Value.Select(model => model.Id), Is.EqualTo(new[] { "small" }));
    }

    private static async Task<ClientResultException> FailAsync(ChatClient client, ChatCompletionOptions options)
    {
        try
        {
            await client.CompleteChatAsync([new UserChatMessage(Prompt)], options);
        }
        catch (ClientResultException exception)
        {
            return exception;
        }

        throw new AssertionException("The request was not refused.");
    }

    private static ChatCompletionOptions Options(Action<JsonPatchSetter> set)
    {
        var options = new ChatCompletionOptions { MaxOutputTokenCount = 14, Seed = 5, Temperature = 0.7f };
        set(new JsonPatchSetter(options));
        return options;
    }

    private OpenAIClientOptions ClientOptions() => new()
    {
        Endpoint = new Uri(_service.Server.Address, "v1"),
        RetryPolicy = new ClientRetryPolicy(0),
    };

    private ChatClient Client(string key) =>
        new OpenAIClient(new ApiKeyCredential(key), ClientOptions()).GetChatClient("small");

    /// <summary>Sets further fields of a request.</summary>
    private sealed class JsonPatchSetter(ChatCompletionOptions options)
    {
        public void Set(ReadOnlySpan<byte> path, string value) => options.Patch.Set(path, value);

        public void Set(ReadOnlySpan<byte> path, int value) => options.Patch.Set(path, value);

        public void Set(ReadOnlySpan<byte> path, bool value) => options.Patch.Set(path, value);
    }
}
