namespace Accelerated.Inference.Scoring;

/// <summary>A continuation and its probability.</summary>
public sealed class ScoredContinuation
{
    /// <summary>Creates a scored continuation.</summary>
    /// <param name="text">The continuation's text.</param>
    /// <param name="tokens">The token ids that were scored.</param>
    /// <param name="logProbability">Their natural log-probability after the prompt, at most 0.</param>
    public ScoredContinuation(string text, IReadOnlyList<int> tokens, double logProbability)
    {
        Text = text;
        Tokens = tokens;
        LogProbability = logProbability;
    }

    /// <summary>The continuation's text.</summary>
    public string Text { get; }

    /// <summary>The token ids that were scored.</summary>
    public IReadOnlyList<int> Tokens { get; }

    /// <summary>Their natural log-probability after the prompt, at most 0.</summary>
    public double LogProbability { get; }

    /// <summary>Tokens of the prompt's beginning that were dropped so that the continuations fit the context.</summary>
    public int DroppedPromptTokens { get; init; }
}
