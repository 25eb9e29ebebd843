using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Accelerated.Inference.Chat;

/// <summary>
/// The service behind a client: its running calls, and what is known of its models. There is one instance per client.
/// </summary>
internal sealed class ChatService
{
    private static readonly ConditionalWeakTable<object, ChatService> Services = [];

    private readonly ConcurrentDictionary<string, ServiceKnowledge> _models = new(StringComparer.Ordinal);

    private ChatService(bool takesTurns) => TakesTurns = takesTurns;

    /// <summary>Whether calls must run one at a time.</summary>
    public bool TakesTurns { get; }

    public CallLimiter Calls { get; } = new();

    /// <summary>The service behind a client.</summary>
    public static ChatService Of(IChatClient client) => Services.GetValue(client, static key =>
    {
        var context = LLamaSharpClients.ContextOf((IChatClient)key);
        return context is null || context == key
            ? new ChatService(takesTurns: context is not null)
            : Services.GetValue(context, static _ => new ChatService(takesTurns: true));
    });

    /// <summary>What is known of a model; null for the client's default model.</summary>
    public ServiceKnowledge KnowledgeOf(string? model) => _models.GetOrAdd(model ?? "", static _ => new ServiceKnowledge());
}
