using Accelerated.Metrics;
using Microsoft.Extensions.AI;

namespace Accelerated.Inference.Chat;

/// <summary>A conversation with a local model, and its candidates as messages.</summary>
internal static class ModelChat
{
    /// <summary>The prompt of a conversation. A model without a chat template reads a single user message as a plain text.</summary>
    /// <exception cref="PromptException">The conversation is empty.</exception>
    /// <exception cref="OptionException">The request has options that a local model does not support.</exception>
    public static Prompt PromptOf(ICandidateSource source, IReadOnlyList<ChatMessage> messages, ChatOptions? request)
    {
        Refuse(request);
        var prompt = Prompt.Of(messages);
        if (request?.Instructions is { Length: > 0 } instructions)
        {
            return Prompt.Of([new ChatMessage(ChatRole.System, instructions), .. messages]);
        }

        return source is ILanguageModel { HasChatTemplate: false } && messages is [{ } only] && only.Role == ChatRole.User
            ? new Prompt(only.Text)
            : prompt;
    }

    /// <summary>A candidate as a message: its reasoning apart, then its text.</summary>
    public static ChatMessage MessageOf(DrawnCandidate candidate, string? id)
    {
        var message = new ChatMessage(ChatRole.Assistant, new List<AIContent>()) { MessageId = id };
        if (candidate.Reasoning is { Length: > 0 } reasoning)
        {
            message.Contents.Add(new TextReasoningContent(reasoning));
        }

        message.Contents.Add(new TextContent(candidate.Text));
        return message;
    }

    /// <summary>Why a candidate ended.</summary>
    public static ChatFinishReason? FinishOf(FinishReason finish) => finish switch
    {
        FinishReason.EndOfText or FinishReason.StopString => ChatFinishReason.Stop,
        FinishReason.Length or FinishReason.ContextFull => ChatFinishReason.Length,
        FinishReason.Refused => ChatFinishReason.ContentFilter,
        _ => null,
    };

    /// <summary>The tokens that were read and drawn; null where the source counts none.</summary>
    public static UsageDetails? UsageOf(ICandidateSource source, Prompt prompt, IEnumerable<DrawnCandidate> candidates)
    {
        DrawnCandidate[] all = [.. candidates];
        if (source is not ILanguageModel model || all.All(candidate => candidate.Tokens is null))
        {
            return null;
        }

        var dropped = all.Length == 0 ? 0 : all[0].DroppedPromptTokens;
        long input = model.Encode(prompt).Count - dropped;
        var output = all.Sum(candidate => (long)(candidate.Tokens?.Count ?? 0));
        return new UsageDetails
        {
            InputTokenCount = input,
            OutputTokenCount = output,
            TotalTokenCount = input + output,
            ReasoningTokenCount = all.Sum(candidate => (long)candidate.ReasoningTokens) is > 0 and var reasoning ? reasoning : null,
        };
    }

    private static void Refuse(ChatOptions? request)
    {
        if (request?.Tools is { Count: > 0 })
        {
            throw new OptionException(
                nameof(ChatOptions.Tools),
                $"The request has {request.Tools.Count} tools, which a local model does not support. Leave them out, or use a service.");
        }

        if (request?.ConversationId is not null)
        {
            throw new OptionException(
                nameof(ChatOptions.ConversationId),
                "The request has a ConversationId, but a local model keeps no conversations. Send all its messages instead.");
        }

        if (request?.FrequencyPenalty is not (null or 0) || request?.PresencePenalty is not (null or 0))
        {
            throw new OptionException(
                request.FrequencyPenalty is not (null or 0) ? nameof(ChatOptions.FrequencyPenalty) : nameof(ChatOptions.PresencePenalty),
                "The request has a frequency or presence penalty, which a local model does not support. Leave it out.");
        }

        if (request?.ResponseFormat is not (null or ChatResponseFormatText))
        {
            throw new OptionException(
                nameof(ChatOptions.ResponseFormat),
                "The request has a ResponseFormat of JSON, which a local model does not enforce. Ask for JSON in a message, and read the " +
                "answer with an extractor (DecodingOptions.Answer).");
        }
    }
}
