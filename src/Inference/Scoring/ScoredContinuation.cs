namespace Accelerated.Inference;

/// <summary>A continuation and its probability.</summary>
/// <param name="Text">The continuation's text.</param>
/// <param name="Tokens">The token ids that were scored.</param>
/// <param name="LogProbability">Their natural log-probability after the prompt, at most 0.</param>
public sealed record ScoredContinuation(string Text, IReadOnlyList<int> Tokens, double LogProbability)
{
    /// <summary>Tokens of the prompt's beginning that were dropped so that the continuations fit the context.</summary>
    public int DroppedPromptTokens { get; init; }
}
