using Microsoft.Extensions.AI;

namespace Accelerated.Inference.Chat;

/// <summary>One of the answers in a service's response.</summary>
/// <param name="Messages">The messages of the turn: one, or several where tools were called on the way. The last is the answer.</param>
/// <param name="Finish">Why it ended; null where the service does not say.</param>
internal sealed record ChatAnswer(IReadOnlyList<ChatMessage> Messages, ChatFinishReason? Finish)
{
    /// <summary>The answer's tokens with their log-probabilities; null where the response has none.</summary>
    public IReadOnlyList<ChatToken>? Tokens { get; init; }

    /// <summary>
    /// Natural log-probability of the whole answer: the sum over <see cref="Tokens"/>; null where there are no tokens, or one is NaN.
    /// </summary>
    public double? LogProbability =>
        Tokens is { Count: > 0 } && Tokens.Sum(token => token.LogProbability) is var sum && !double.IsNaN(sum) ? Math.Min(0, sum) : null;

    /// <summary>Whether it is a tool call and not a text.</summary>
    internal bool CallsTools => Last?.Contents.Any(content => content is FunctionCallContent) == true;

    /// <summary>Whether it has a text.</summary>
    internal bool HasText => !string.IsNullOrEmpty(Last?.Text);

    private ChatMessage? Last =>
        Messages.LastOrDefault(message => message.Role == ChatRole.Assistant) ?? (Messages is [.., var last] ? last : null);

    /// <summary>The answer as a candidate: its text without reasoning, or its tool calls as canonical text.</summary>
    internal DrawnCandidate ToCandidate(int index, bool isModelDistribution)
    {
        var finish = Finish is { } reason ? ReasonOf(reason) : FinishReason.Unknown;
        if (CallsTools)
        {
            return new DrawnCandidate(index, ToolCallText.Of(Last!), finish);
        }

        var (reasoning, text) = Split(Last?.Text ?? "");
        var apart = Last is null ? "" : string.Concat(Last.Contents.OfType<TextReasoningContent>().Select(content => content.Text));
        return new DrawnCandidate(index, text, finish)
        {
            Reasoning = apart.Length > 0 ? apart : reasoning,
            LogProbability = LogProbability,
            SamplingLogProbability = isModelDistribution ? LogProbability : null,
        };
    }

    // Services that do not separate the reasoning leave its tags in the text.
    private static (string? Reasoning, string Text) Split(string text)
    {
        if (Reasoning.Begins(text) != true)
        {
            return (null, text);
        }

        var start = text.IndexOf(Reasoning.Start, StringComparison.Ordinal) + Reasoning.Start.Length;
        var end = text.IndexOf(Reasoning.End, start, StringComparison.Ordinal);
        return end < 0 ? (text[start..].Trim(), "") : (text[start..end].Trim(), text[(end + Reasoning.End.Length)..].TrimStart());
    }

    private static FinishReason ReasonOf(ChatFinishReason reason) =>
        reason == ChatFinishReason.Stop || reason == ChatFinishReason.ToolCalls ? FinishReason.EndOfText
        : reason == ChatFinishReason.Length ? FinishReason.Length
        : reason == ChatFinishReason.ContentFilter ? FinishReason.Refused
        : FinishReason.Unknown;
}
