using Microsoft.Extensions.AI;

namespace Accelerated.Inference.Chat;

/// <summary>How a chat service is asked for candidates.</summary>
public sealed record ChatSourceOptions
{
    /// <summary>
    /// Calls under way at the same time at most, 1 or more: at the client, by all who draw from it, not a request. Clients of LLamaSharp's
    /// own executors take one at a time whatever this says, because two at once would end the process.
    /// </summary>
    public int Concurrency { get; init; } = 8;

    /// <summary>
    /// Independent answers to ask for in one call, which services charge and compute the prompt once for; 1 by default. Where a service
    /// gives fewer, or refuses, the rest is asked for by further calls, as many a call as it was seen to give; an answer never votes twice.
    /// </summary>
    public int AnswersPerCall { get; init; } = 1;

    /// <summary>
    /// Whether calls carry seeds, each of its own, derived from <see cref="SamplingOptions.Seed"/>. Without, each draw is another one.
    /// </summary>
    public bool SendsSeed { get; init; } = true;

    /// <summary>
    /// Whether answers must carry their log-probabilities, for weights that need them. The first answer of a service is then drawn alone: a
    /// service that turns out to give none fails after one call and not after all.
    /// </summary>
    public bool LogProbabilities { get; init; }

    /// <summary>How the service is asked and read beyond chat options; null for what <see cref="ChatProtocol.Of"/> finds.</summary>
    internal ChatProtocol? Protocol { get; init; }

    /// <summary>
    /// Whether a call that names a conversation kept by the service continues it on a branch of its own, as with the ids of responses.
    /// Where not, each of N calls would write its turn into the same conversation, so that they are refused.
    /// </summary>
    public bool ForksConversations { get; init; }

    /// <summary>Messages before the prompt, such as the system's.</summary>
    public IReadOnlyList<ChatMessage> Preamble { get; init; } = [];

    /// <summary>What every call carries. What is set here goes before the sampling options; the seed never does.</summary>
    public ChatOptions? Call { get; init; }

    /// <summary>
    /// Whether answers are streamed by the service, which some need for long ones. Of no effect on calls for several answers or for
    /// log-probabilities, which a stream does not tell apart.
    /// </summary>
    public bool Streams { get; init; }

    internal void Validate()
    {
        DecodingException.Require(Concurrency >= 1, $"Concurrency is {Concurrency}; it must be at least 1. Use 1 for one call after the other.");
        DecodingException.Require(AnswersPerCall >= 1, $"AnswersPerCall is {AnswersPerCall}; it must be at least 1. Use 1 for services that give one answer.");
        DecodingException.Require(Preamble is not null, $"Preamble is null; it must be a list of messages, which may be empty.");
    }
}
