using Accelerated.Inference.Chat;
using Accelerated.Inference.Scoring;
using Accelerated.Metrics;
using Microsoft.Extensions.AI;

namespace Accelerated.Inference.Tests;

/// <summary>A local model as a chat client, alone and below the middleware.</summary>
public sealed class LanguageModelChatClientTests
{
    [TestCase(false)]
    [TestCase(true)]
    public async Task Returns_reasoning_usage_and_finish_reason(bool streams)
    {
        using var model = new ScriptedLanguageModel(_ => Drawn("42") with { Reasoning = "6 times 7", ReasoningTokens = 3 });
        using var client = model.AsChatClient();
        ChatMessage[] messages = [new(ChatRole.System, "Short."), new(ChatRole.User, "6*7?")];
        var response = streams
            ? await client.GetStreamingResponseAsync(messages).ToChatResponseAsync()
            : await client.GetResponseAsync(messages);
        Assert.Multiple(() =>
        {
            Assert.That((response.Text, response.FinishReason), Is.EqualTo(("42", ChatFinishReason.Stop)));
            Assert.That(response.Messages.Single().Contents.OfType<TextReasoningContent>().Single().Text, Is.EqualTo("6 times 7"));
            Assert.That(
                (
                    response.Usage!.InputTokenCount,
                    response.Usage.OutputTokenCount,
                    response.Usage.TotalTokenCount,
                    response.Usage.ReasoningTokenCount),
                Is.EqualTo((11, 4, 15, 3)));
            Assert.That(response.ModelId, Is.EqualTo("scripted"));
            Assert.That(model.Asked.Single().Prompt.Messages, Is.EqualTo(messages));
        });
    }

    [Test]
    public async Task The_sampling_of_a_request_reaches_the_model()
    {
        using var model = new ScriptedLanguageModel(_ => Drawn("a") with { Finish = FinishReason.Length });
        using var client = model.AsChatClient();
        var response = await client.GetResponseAsync(
            "?", new ChatOptions { Temperature = .5f, TopP = .25f, TopK = 3, MaxOutputTokens = 9, Seed = 8, StopSequences = ["\n"] });
        var options = model.Asked.Single().Options;
        Assert.That(
            (options.Temperature, options.TopP, options.TopK, options.MaxTokens, options.Seed, options.StopStrings.Single()),
            Is.EqualTo((.5, .25, 3, 9, 8L, "\n")));
        Assert.That(response.FinishReason, Is.EqualTo(ChatFinishReason.Length));
    }

    [Test]
    public async Task Without_a_seed_each_request_is_another_draw()
    {
        using var model = new ScriptedLanguageModel(_ => Drawn("a"));
        using var client = model.AsChatClient();
        await client.GetResponseAsync("?");
        await client.GetResponseAsync("?");
        Assert.That(model.Asked.Select(asked => asked.Options.Seed), Is.Unique);
        Assert.That(model.Asked[0].Options.MaxTokens, Is.EqualTo(LanguageModelChatClient.DefaultMaxTokens));
        Assert.That(model.Asked[0].Options.IsModelDistribution, Is.True);
    }

    [Test]
    public async Task A_model_without_a_template_reads_a_single_text_as_it_is()
    {
        using var model = new ScriptedLanguageModel(_ => Drawn("a")) { HasChatTemplate = false };
        using var client = model.AsChatClient();
        await client.GetResponseAsync("Review: soft.\nTitle:");
        Assert.That(
            (model.Asked[0].Prompt.Messages, model.Asked[0].Prompt.Text),
            Is.EqualTo(((IReadOnlyList<ChatMessage>?)null, "Review: soft.\nTitle:")));
    }

    [Test]
    public async Task Instructions_are_a_system_message_before_the_others()
    {
        using var model = new ScriptedLanguageModel(_ => Drawn("a"));
        using var plain = new ScriptedLanguageModel(_ => Drawn("a")) { HasChatTemplate = false };
        IChatClient[] clients =
        [
            model.AsChatClient(),
            model.AsChatClient().AsBuilder().UseMetricAware(MetricCatalogue.Parse("token-f1")).Build(),
            plain.AsChatClient(),
        ];
        foreach (var client in clients)
        {
            await client.GetResponseAsync("?", new ChatOptions { Instructions = "Be brief." });
        }

        Assert.That(
            model.Asked.Concat(plain.Asked).Select(asked => asked.Prompt.Messages?.Select(message => (message.Role, message.Text))),
            Is.All.EqualTo(new[] { (ChatRole.System, "Be brief."), (ChatRole.User, "?") }));
    }

    [Test]
    public void Rejects_unsupported_requests()
    {
        using var model = new ScriptedLanguageModel(_ => Drawn("a"));
        using var client = model.AsChatClient();
        Refused(
            client,
            new ChatOptions { Tools = [AIFunctionFactory.Create(() => 1, "one")] },
            "The request has 1 tools, which a local model does not support. Leave them out, or use a service.");
        Refused(
            client,
            new ChatOptions { ConversationId = "c" },
            "The request has a ConversationId, but a local model keeps no conversations. Send all its messages instead.");
        Refused(
            client,
            new ChatOptions { ResponseFormat = ChatResponseFormat.Json },
            "The request has a ResponseFormat of JSON, which a local model does not enforce. Ask for JSON in a message, and read the " +
            "answer with an extractor (DecodingOptions.Answer).");
        const string penalty =
            "The request has a frequency or presence penalty, which a local model does not support. Leave it out.";
        Refused(client, new ChatOptions { FrequencyPenalty = .5f }, penalty);
        Refused(client, new ChatOptions { PresencePenalty = -1 }, penalty);
        Assert.That(async () => await client.GetResponseAsync([]), Throws.TypeOf<PromptException>());
        Assert.That(model.Asked, Is.Empty);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Below_the_middleware_all_candidates_are_drawn_at_once(bool streams)
    {
        string[] texts = ["paris", "paris france", "the city of paris", "london"];
        using var model = new ScriptedLanguageModel(i => Drawn(texts[i % 4]));
        using var client = model.AsChatClient().AsBuilder().UseMetricAware(MetricCatalogue.Parse("token-f1")).Build();
        var response = streams
            ? await client.GetStreamingResponseAsync("Where?").ToChatResponseAsync()
            : await client.GetResponseAsync("Where?");
        Assert.Multiple(() =>
        {
            Assert.That(response.Text, Is.EqualTo("paris"));
            Assert.That(model.Asked.Single().Count, Is.EqualTo(16), "one draw of all");
            Assert.That(model.Asked.Single().Options.MaxTokens, Is.EqualTo(LanguageModelChatClient.DefaultMaxTokens));
            Assert.That((response.Usage!.InputTokenCount, response.Usage.OutputTokenCount), Is.EqualTo((6, 64)));
            Assert.That(ChatSelection.Of(response)!.Drawn, Is.EqualTo(16));
        });
    }

    [Test]
    public void Exposes_its_model_as_a_service()
    {
        using var model = new ScriptedLanguageModel(_ => Drawn("a"));
        using IChatClient client = model.AsChatClient();
        Assert.That(
            (client.GetService<ICandidateSource>(), client.GetService<IContinuationScorer>(), client.GetService<ILanguageModel>()),
            Is.EqualTo((model, model, model)));
        Assert.That(client.GetService<ChatClientMetadata>()!.DefaultModelId, Is.EqualTo("scripted"));
        Assert.That(client.GetService(typeof(ICandidateSource), "key"), Is.Null);
    }

    private static DrawnCandidate Drawn(string text) => new(0, text, FinishReason.EndOfText) { Tokens = [1, 2, 3, 4], TextTokens = 4 };

    private static void Refused(IChatClient client, ChatOptions options, string message) =>
        Assert.That(
            async () => await client.GetResponseAsync("?", options), Throws.TypeOf<OptionException>().With.Message.EqualTo(message));
}
