using Microsoft.Extensions.AI;

namespace Accelerated.Inference.Chat;

/// <summary>
/// LLamaSharp's own chat clients, known by name: their executor holds one context, and two calls at once end the process.
/// </summary>
internal static class LLamaSharpClients
{
    private const string ClientName = "LLama.Abstractions.LLamaExecutorExtensions+LLamaExecutorChatClient";
    private const string ExecutorName = "LLama.Abstractions.ILLamaExecutor";

    /// <summary>
    /// What such a client, through whatever wraps it, must not use twice at once: its executor, else itself; null for other clients.
    /// </summary>
    public static object? ContextOf(IChatClient client)
    {
        if (client.GetService<MetricAwareChatClient>() is not null)
        {
            return null; // calls it makes take turns; a turn held around it would wait for itself
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
