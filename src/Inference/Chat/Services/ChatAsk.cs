namespace Accelerated.Inference.Chat;

/// <summary>What a call asks of a service beyond what chat options can say.</summary>
/// <param name="Answers">How many independent answers, at least 1.</param>
/// <param name="LogProbabilities">Whether each answer is to carry the log-probabilities of its tokens.</param>
/// <param name="TopLogProbabilities">How many of the likeliest tokens are to be listed at each place, at least 0.</param>
internal readonly record struct ChatAsk(int Answers = 1, bool LogProbabilities = false, int TopLogProbabilities = 0)
{
    /// <summary>Whether the limit of tokens must not stand under its old name as well, which the service refused.</summary>
    internal bool WithoutMaxTokens { get; init; }
}
