using Accelerated.Metrics;
using Microsoft.Extensions.AI;

namespace Accelerated.Inference;

/// <summary>A candidate as its source drew it.</summary>
/// <param name="Index">Its index among the candidates of its prompt, from 0.</param>
/// <param name="Text">The answer exactly as drawn, leading space included, without reasoning and without the stop string.</param>
/// <param name="Finish">Why it ended.</param>
public sealed record DrawnCandidate(int Index, string Text, FinishReason Finish)
{
    /// <summary>The token ids drawn, in order, those that ended the answer included; null where the source has none.</summary>
    public IReadOnlyList<int>? Tokens { get; init; }

    /// <summary>
    /// The text between <c>&lt;think&gt;</c> and <c>&lt;/think&gt;</c> before the answer; null where there is no reasoning.
    /// </summary>
    public string? Reasoning { get; init; }

    /// <summary>How many of the first <see cref="Tokens"/> are the reasoning's, tags included.</summary>
    public int ReasoningTokens { get; init; }

    /// <summary>Tokens of the prompt's beginning that were dropped so that an answer fits the context.</summary>
    public int DroppedPromptTokens { get; init; }

    /// <summary>
    /// How many of the first <see cref="Tokens"/> the text and the reasoning were read from: all but the end-of-text token or those within
    /// the stop string.
    /// </summary>
    public int TextTokens { get; init; }

    /// <summary>
    /// Natural log-probability of <see cref="Tokens"/> under the model at temperature 1 with nothing truncated, the ending tokens included;
    /// null where the source has none.
    /// </summary>
    public double? LogProbability { get; init; }

    /// <summary>
    /// Natural log-probability of <see cref="Tokens"/> under the distribution they were drawn from (temperature and truncations applied):
    /// equal to <see cref="LogProbability"/> by default, 0 where drawing was greedy, null where the source has none.
    /// </summary>
    public double? SamplingLogProbability { get; init; }

    /// <summary>What a service counted for the call, kept by the first of the candidates that it answered; null elsewhere.</summary>
    internal UsageDetails? Usage { get; init; }

    /// <summary>
    /// The candidate that metrics read: the text without the white space around it, which belongs to the prompt's format and not to the
    /// answer, the tokens of the text, and the log-probability.
    /// </summary>
    public Candidate ToCandidate() => ToCandidate(null);

    /// <summary>The same, in a language; null where it is not known.</summary>
    internal Candidate ToCandidate(string? language) => new(Text.Trim())
    {
        Tokens = Tokens is null || (ReasoningTokens == 0 && TextTokens == Tokens.Count)
            ? Tokens
            : [.. Tokens.Take(TextTokens).Skip(ReasoningTokens)],
        LogProbability = LogProbability,
        Language = language,
    };
}
