using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Accelerated.Inference.Chat;

/// <summary>
/// The chat-completions protocol of OpenAI, Azure, llama.cpp, vLLM and others. The client of Microsoft.Extensions.AI returns the first
/// choice only and supports neither <c>n</c> nor log-probabilities; both are written and read in the JSON of the library's models.
/// </summary>
internal sealed class OpenAIChatProtocol : ChatProtocol
{
    public static OpenAIChatProtocol Instance { get; } = new();

    public override bool GivesLogProbabilities => true;

    public override void Ask(ChatOptions call, ChatAsk ask)
    {
        var fields = new Dictionary<string, JsonNode>();
        if (ask.Answers > 1)
        {
            fields["n"] = ask.Answers;
        }

        if (ask.LogProbabilities || ask.TopLogProbabilities > 0)
        {
            fields["logprobs"] = true;
        }

        if (ask.TopLogProbabilities > 0)
        {
            fields["top_logprobs"] = ask.TopLogProbabilities;
        }

        if (call.TopK is { } topK)
        {
            fields["top_k"] = topK; // unknown to OpenAI, which refuses it, and known to servers of open models
        }

        var own = call.RawRepresentationFactory;
        var limit = ask.WithoutMaxTokens ? null : call.MaxOutputTokens;
        if (fields.Count > 0 || limit is not null)
        {
            call.RawRepresentationFactory = client => OpenAIModels.Options(
                own?.Invoke(client),
                limit is { } tokens && !IsOpenAI(client)
                    ? [.. fields, KeyValuePair.Create<string, JsonNode>("max_tokens", tokens)]
                    : fields);
        }
    }

    // Other servers may support only the older name of the token limit, and ignore the newer one.
    private static bool IsOpenAI(IChatClient client) =>
        client.GetService<ChatClientMetadata>()?.ProviderUri?.Host is { } host
        && (host.EndsWith("openai.com", StringComparison.OrdinalIgnoreCase)
            || host.EndsWith("azure.com", StringComparison.OrdinalIgnoreCase));

    public override IReadOnlyList<ChatAnswer> Read(ChatResponse response, ChatAsk ask)
    {
        // After intermediate tool calls, the choices are those of the last call and not of the turn.
        if (response.Messages.Count > 1 || OpenAIModels.CompletionOf(response)?["choices"] is not JsonArray { Count: > 0 } choices)
        {
            return PlainChatProtocol.Whole(response);
        }

        return
        [
            .. choices.OfType<JsonObject>().Select((choice, index) => new ChatAnswer(
                [index == 0 ? response.Messages.SingleOrDefault() ?? Choice(choice, response) : Choice(choice, response)],
                index == 0 ? response.FinishReason : FinishOf((string?)choice["finish_reason"]))
            {
                Tokens = (choice["logprobs"] as JsonObject)?["content"] is JsonArray tokens
                    ? [.. tokens.OfType<JsonObject>().Select(Token)]
                    : null,
            }),
        ];
    }

    private static ChatMessage Choice(JsonObject choice, ChatResponse response)
    {
        var json = choice["message"] as JsonObject ?? [];
        var message = new ChatMessage(ChatRole.Assistant, new List<AIContent>()) { MessageId = response.ResponseId };
        if ((string?)json["reasoning_content"] is { Length: > 0 } reasoning)
        {
            message.Contents.Add(new TextReasoningContent(reasoning));
        }

        if ((string?)json["content"] is { } text)
        {
            message.Contents.Add(new TextContent(text));
        }

        if ((string?)json["refusal"] is { Length: > 0 } refusal)
        {
            message.Contents.Add(new ErrorContent(refusal) { ErrorCode = "Refusal" });
        }

        foreach (var call in json["tool_calls"] as JsonArray ?? [])
        {
            if (call?["function"] is JsonObject function)
            {
                message.Contents.Add(FunctionCallContent.CreateFromParsedArguments(
                    (string?)function["arguments"] ?? "",
                    (string?)call["id"] ?? "",
                    (string?)function["name"] ?? "",
                    static arguments => JsonSerializer.Deserialize(
                        arguments.Length == 0 ? "{}" : arguments, JsonTypes.OfChat<IDictionary<string, object?>>())));
            }
        }

        return message;
    }

    private static ChatToken Token(JsonObject json) => new(
        TextOf(json),
        json["logprob"] is JsonValue value && value.TryGetValue<double>(out var logProbability) ? logProbability : double.NaN)
    {
        Top = json["top_logprobs"] is JsonArray top
            ? [.. top.OfType<JsonObject>().Select(Token).OrderByDescending(token => token.LogProbability)]
            : [],
    };

    // A token that is part of a character has bytes but no text.
    private static string TextOf(JsonObject json) => json["bytes"] is JsonArray { Count: > 0 } bytes
        ? Encoding.UTF8.GetString([.. bytes.Select(value => (byte)(int)value!)])
        : (string?)json["token"] ?? "";

    private static ChatFinishReason? FinishOf(string? reason) => reason switch
    {
        null => null,
        "stop" => ChatFinishReason.Stop,
        "length" => ChatFinishReason.Length,
        "content_filter" => ChatFinishReason.ContentFilter,
        "tool_calls" or "function_call" => ChatFinishReason.ToolCalls,
        _ => new ChatFinishReason(reason),
    };
}
