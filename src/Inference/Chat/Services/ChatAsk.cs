namespace Accelerated.Inference.Chat;

/// <summary>The parts of a call that chat options cannot express.</summary>
/// <param name="Answers">The number of independent answers, at least 1.</param>
/// <param name="LogProbabilities">Whether each answer includes the log-probabilities of its tokens.</param>
/// <param name="TopLogProbabilities">The number of likeliest tokens to list at each position, at least 0.</param>
internal readonly record struct ChatAsk(int Answers = 1, bool LogProbabilities = false, int TopLogProbabilities = 0)
{
    /// <summary>Whether to leave out <c>max_tokens</c>, the older name of the token limit, which the service refused.</summary>
    internal bool WithoutMaxTokens { get; init; }
}
