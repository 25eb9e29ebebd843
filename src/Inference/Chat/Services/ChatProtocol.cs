using Microsoft.Extensions.AI;

namespace Accelerated.Inference.Chat;

/// <summary>
/// How a kind of service is asked for several answers and log-probabilities, which chat options cannot express, and how its responses are
/// read.
/// </summary>
internal abstract class ChatProtocol
{
    /// <summary>
    /// The protocol of unknown clients: the additional property <c>n</c> asks for several answers, and each message of such a response is
    /// an answer; there are no log-probabilities.
    /// </summary>
    public static ChatProtocol Plain { get; } = new PlainChatProtocol();

    /// <summary>Whether answers carry log-probabilities where they are asked for; a service may still leave them out.</summary>
    public virtual bool GivesLogProbabilities => false;

    /// <summary>
    /// The protocol of a client, wrapped or not: that of the chat-completions interface for a client of the OpenAI library (of OpenAI,
    /// Azure, or any compatible server), else <see cref="Plain"/>.
    /// </summary>
    public static ChatProtocol Of(IChatClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return OpenAIModels.AreOf(client) ? OpenAIChatProtocol.Instance : Plain;
    }

    /// <summary>Adds the request to the options of a call.</summary>
    /// <param name="call">The options, which are changed.</param>
    /// <param name="ask">What to ask for.</param>
    public abstract void Ask(ChatOptions call, ChatAsk ask);

    /// <summary>Reads the answers of a response.</summary>
    /// <param name="response">The response.</param>
    /// <param name="ask">What was asked for.</param>
    /// <returns>The answers in the service's order, which may be fewer than asked for.</returns>
    public abstract IReadOnlyList<ChatAnswer> Read(ChatResponse response, ChatAsk ask);
}
