using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.AI;

namespace Accelerated.Inference.Chat;

/// <summary>
/// LLamaSharp's own chat clients, found by type name: their executor has one context, and two calls at once end the process.
/// </summary>
internal static class LLamaSharpClients
{
    private const string ClientName = "LLama.Abstractions.LLamaExecutorExtensions+LLamaExecutorChatClient";
    private const string ExecutorName = "LLama.Abstractions.ILLamaExecutor";

    /// <summary>
    /// The object that such a client, wrapped or not, must not use concurrently: its executor, else itself; null for other clients.
    /// </summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "A type that was trimmed has no objects.")]
    public static object? ContextOf(IChatClient client)
    {
        if (client.GetService<MetricAwareChatClient>() is not null)
        {
            return null; // its own calls are serialised; serialising it too would deadlock
        }

        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (assembly.GetType(ClientName) is { } type && (type.IsInstanceOfType(client) ? client : client.GetService(type)) is { } found)
            {
                return (assembly.GetType(ExecutorName) is { } executor ? client.GetService(executor) : null) ?? found;
            }
        }

        return null;
    }
}
