using Microsoft.Extensions.AI;

namespace Accelerated.Inference;

/// <summary>How a chat service is asked for candidates.</summary>
public sealed record ChatSourceOptions
{
    /// <summary>Calls under way at the same time at most, 1 or more.</summary>
    public int Concurrency { get; init; } = 8;

    /// <summary>
    /// Answers that the service returns for one call: above 1, calls carry <c>n</c> as an additional property, and each message of a response
    /// counts as one answer. 1 for services, or clients, without it.
    /// </summary>
    public int AnswersPerCall { get; init; } = 1;

    /// <summary>Messages before the prompt, such as the system's.</summary>
    public IReadOnlyList<ChatMessage> Preamble { get; init; } = [];

    /// <summary>What every call carries. What is set here goes before the sampling options; the seed never does.</summary>
    public ChatOptions? Call { get; init; }

    /// <summary>Whether answers are streamed by the service, which some need for long ones.</summary>
    public bool Streams { get; init; }

    internal void Validate()
    {
        DecodingException.Require(Concurrency >= 1, $"Concurrency is {Concurrency}; it must be at least 1. Use 1 for one call after the other.");
        DecodingException.Require(AnswersPerCall >= 1, $"AnswersPerCall is {AnswersPerCall}; it must be at least 1. Use 1 for services that give one answer.");
    }
}
