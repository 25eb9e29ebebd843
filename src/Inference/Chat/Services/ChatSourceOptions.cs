using Microsoft.Extensions.AI;

namespace Accelerated.Inference.Chat;

/// <summary>How a chat service is asked for candidates.</summary>
public sealed record ChatSourceOptions
{
    /// <summary>
    /// The most concurrent calls of the client, at least 1, counted over all requests. Clients of LLamaSharp's own executors take one call
    /// at a time whatever this says, because two at once would end the process.
    /// </summary>
    public int Concurrency { get; init; } = 8;

    /// <summary>
    /// Independent answers per call, at least 1; services compute and charge the prompt once per call. Where a service gives fewer, or
    /// refuses, further calls ask for the rest, as many per call as it was seen to give; an answer never votes twice.
    /// </summary>
    public int AnswersPerCall { get; init; } = 1;

    /// <summary>
    /// Whether each call carries a different seed, derived from <see cref="SamplingOptions.Seed"/>. Without seeds, draws do not repeat.
    /// </summary>
    public bool SendsSeed { get; init; } = true;

    /// <summary>
    /// Whether answers must carry log-probabilities, for weights that need them. The first answer of a service is then drawn alone, so that
    /// a service without them fails after one call.
    /// </summary>
    public bool LogProbabilities { get; init; }

    /// <summary>How the service is asked and read beyond chat options; null for what <see cref="ChatProtocol.Of"/> finds.</summary>
    internal ChatProtocol? Protocol { get; init; }

    /// <summary>
    /// Whether a call that names a conversation kept by the service continues it on a separate branch, as with the ids of responses. Where
    /// it does not, several calls would write into the same conversation, and are refused.
    /// </summary>
    public bool ForksConversations { get; init; }

    /// <summary>Messages before the prompt, such as the system's.</summary>
    public IReadOnlyList<ChatMessage> Preamble { get; init; } = [];

    /// <summary>The options of every call. What is set here overrides the sampling options, except the seed.</summary>
    public ChatOptions? Call { get; init; }

    /// <summary>
    /// Whether answers are streamed, which some services need for long ones. No effect on calls for several answers or for
    /// log-probabilities, which a stream cannot separate.
    /// </summary>
    public bool Streams { get; init; }

    internal void Validate()
    {
        var rule = new OptionRule(nameof(ChatSourceOptions));
        rule.Require(Concurrency >= 1, nameof(Concurrency), Concurrency, "at least 1", "Use 1 for one call after the other.");
        rule.Require(
            AnswersPerCall >= 1, nameof(AnswersPerCall), AnswersPerCall, "at least 1", "Use 1 for services that give one answer.");
        rule.Require(Preamble is not null, nameof(Preamble), Preamble, "a list of messages, which may be empty");
    }
}
