using Microsoft.Extensions.AI;

namespace Accelerated.Inference.Chat;

/// <summary>
/// How a kind of service is asked for what chat options cannot say, and how its responses are read: several answers, log-probabilities.
/// Derive from it for a client whose service can do more than <see cref="Of"/> knows.
/// </summary>
internal abstract class ChatProtocol
{
    /// <summary>
    /// The protocol of clients of which nothing is known: several answers are asked for by an additional property <c>n</c>, and each
    /// message of such a response counts as an answer; there are no log-probabilities.
    /// </summary>
    public static ChatProtocol Plain { get; } = new PlainChatProtocol();

    /// <summary>Whether answers carry log-probabilities where they are asked for; a service may still leave them out.</summary>
    public virtual bool GivesLogProbabilities => false;

    /// <summary>
    /// The protocol of a client, through whatever wraps it: that of the chat-completions interface where it is a client of the OpenAI
    /// library (by OpenAI, Azure, or any server that speaks it), else <see cref="Plain"/>.
    /// </summary>
    public static ChatProtocol Of(IChatClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return OpenAIModels.AreOf(client) ? OpenAIChatProtocol.Instance : Plain;
    }

    /// <summary>Puts what is asked for into the options of a call.</summary>
    /// <param name="call">The options, a copy of the call's own.</param>
    /// <param name="ask">What is asked for.</param>
    public abstract void Ask(ChatOptions call, ChatAsk ask);

    /// <summary>Reads the answers of a response.</summary>
    /// <param name="response">The response.</param>
    /// <param name="ask">What was asked for.</param>
    /// <returns>As many answers as the response really has, which may be fewer than asked for; in the service's order.</returns>
    public abstract IReadOnlyList<ChatAnswer> Read(ChatResponse response, ChatAsk ask);
}
