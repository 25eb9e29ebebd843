using Microsoft.Extensions.AI;

namespace Accelerated.Inference.Chat;

/// <summary>The protocol of unknown clients.</summary>
internal sealed class PlainChatProtocol : ChatProtocol
{
    public override void Ask(ChatOptions call, ChatAsk ask)
    {
        if (ask.Answers > 1)
        {
            (call.AdditionalProperties ??= [])["n"] = ask.Answers;
        }
    }

    public override IReadOnlyList<ChatAnswer> Read(ChatResponse response, ChatAsk ask) =>
        ask.Answers > 1 && response.Messages.All(IsAnswer)
            ? [.. response.Messages.Select(message => new ChatAnswer([message], response.FinishReason))]
            : Whole(response);

    /// <summary>The response as one answer.</summary>
    public static IReadOnlyList<ChatAnswer> Whole(ChatResponse response) =>
        response.Messages.Count == 0 ? [] : [new ChatAnswer([.. response.Messages], response.FinishReason)];

    // A turn with tool calls has several messages and is one answer.
    private static bool IsAnswer(ChatMessage message) =>
        message.Role == ChatRole.Assistant && !message.Contents.Any(content => content is FunctionCallContent or FunctionResultContent);
}
